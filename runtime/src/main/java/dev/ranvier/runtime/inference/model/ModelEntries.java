package dev.ranvier.runtime.inference.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The names of a model file's entries, and their checksums.
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

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("this Java has no SHA-256", problem);
    }
  }
}
