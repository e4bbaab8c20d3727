package dev.ranvier.runtime.inference.model;

/// The names of a model file's entries.
final class ModelEntries {
  static final String FORMAT = "ranvier.model/1";
  static final String DESCRIPTION = "model.json";

  private ModelEntries() {}

  static String main(int batch) {
    return "batch-%d/main.mlir".formatted(batch);
  }

  static String initial(int batch) {
    return "batch-%d/initial.mlir".formatted(batch);
  }

  static String parameter(int index) {
    return "parameters/%d.bin".formatted(index);
  }
}
