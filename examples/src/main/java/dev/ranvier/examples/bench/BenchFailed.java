package dev.ranvier.examples.bench;

/// A measurement that was asked for in a wrong way; the message is one line for whoever asked.
public final class BenchFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchFailed(String message) {
    super(message);
  }
}
