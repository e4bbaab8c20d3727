package dev.ranvier.examples.cli;

/// A failure found by a command itself; its message is one line for the user.
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFailed(String message) {
    super(message);
  }
}
