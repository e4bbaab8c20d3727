package dev.ranvier.runtime.train;

/// Data, a split or a batch that no training can be made of: what it is, what was expected, what to
/// do.
public final class TrainingInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TrainingInputException(String message) {
    super(message);
  }
}
