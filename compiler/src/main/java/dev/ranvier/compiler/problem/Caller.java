package dev.ranvier.compiler.problem;

import dev.ranvier.ir.op.Location;

/// Finds the user's line: the nearest one on the stack that is not the compiler's own, nor that of
/// a training, by which users compile.
public final class Caller {
  private static final String OWN = "dev.ranvier.compiler.";

  /// By its name, since the compiler knows nothing of those who call it.
  private static final String TRAINING = "dev.ranvier.runtime.train.Training";

  private Caller() {}

  public static Location location() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().startsWith(OWN))
                    .filter(frame -> !frame.getClassName().equals(TRAINING))
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
