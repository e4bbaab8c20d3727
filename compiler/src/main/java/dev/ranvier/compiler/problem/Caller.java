package dev.ranvier.compiler.problem;

import dev.ranvier.ir.op.Location;

/// Finds the user's line: the nearest one on the stack that is not the compiler's own.
public final class Caller {
  private static final String OWN = "dev.ranvier.compiler.";

  private Caller() {}

  public static Location location() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().startsWith(OWN))
                    .findFirst()
                    .map(Caller::locationOf))
        .orElse(Location.UNKNOWN);
  }

  private static Location locationOf(StackWalker.StackFrame frame) {
    String file = frame.getFileName();
    return file == null || frame.getLineNumber() < 1
        ? Location.UNKNOWN
        : Location.of(file, frame.getLineNumber());
  }
}
