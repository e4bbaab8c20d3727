package dev.ranvier.examples.data;

/// A data set can't be fetched or isn't what it should be. The message is one line: the data set,
/// what is wrong, what to do.
public final class DataUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataUnavailable(String message) {
    super(message);
  }

  DataUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
