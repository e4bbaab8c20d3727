package dev.ranvier.compiler.target;

/// A target that is not known, or not built yet.
public final class TargetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TargetException(String message) {
    super(message);
  }
}
