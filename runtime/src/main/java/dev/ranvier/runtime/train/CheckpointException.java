package dev.ranvier.runtime.train;

/// A checkpoint can't be written, or can't be used. The message names the file, what is wrong and
/// what to do; if the checkpoint is of another model, the lines that differ follow.
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
