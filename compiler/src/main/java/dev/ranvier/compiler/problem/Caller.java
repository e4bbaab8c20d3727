package dev.ranvier.compiler.problem;

import dev.ranvier.ir.op.Location;
import java.util.List;

/// Finds the user's line: the nearest one on the stack that is not the compiler's own, nor that of
/// the runtime, by whose training and sessions users compile.
public final class Caller {
  private static final List<String> OWN = List.of("dev.ranvier.compiler.", "dev.ranvier.runtime.");

  private Caller() {}

  public static Location location() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> OWN.stream().noneMatch(frame.getClassName()::startsWith))
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
