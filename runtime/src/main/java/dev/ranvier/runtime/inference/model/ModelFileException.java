package dev.ranvier.runtime.inference.model;

import java.util.List;

/// A model's file can't be written, or is none that can be used. The message is one line that names
/// the file and everything that is wrong with it.
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelFileException(String message) {
    super(message);
  }

  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }

  static ModelFileException of(Object file, List<String> problems) {
    String what = problems.size() == 1 ? "" : problems.size() + " problems: ";
    return new ModelFileException(
        "model %s: %s%s; export it again"
            .formatted(file, what, String.join("; ", problems).replaceAll("\\p{Cntrl}", "?")));
  }
}
