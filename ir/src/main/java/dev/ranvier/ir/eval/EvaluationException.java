package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Instruction;
import java.io.Serial;

/// A module that cannot be evaluated. The message is one line and begins with the op and the place
/// in the user's source, where there is one.
public final class EvaluationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  EvaluationException(String message) {
    super(message);
  }

  static EvaluationException at(Instruction instruction, RuntimeException cause) {
    EvaluationException located =
        new EvaluationException(
            "%s: %s (%s)"
                .formatted(instruction.op().name(), cause.getMessage(), instruction.location()));
    located.initCause(cause);
    return located;
  }
}
