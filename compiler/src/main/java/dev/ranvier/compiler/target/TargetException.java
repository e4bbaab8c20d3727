package dev.ranvier.compiler.target;

/// A target that is not known, or that does not take a program.
public final class TargetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param message what was expected, what was got, and what to do
  public TargetException(String message) {
    super(message);
  }
}
