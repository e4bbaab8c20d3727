package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.Instruction;

/// An op that something has to flow through, and that has no rule for it. Names the op and the line
/// of the user's program.
public final class NotDifferentiable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param reason what was expected, what was got, what to do
  NotDifferentiable(Instruction instruction, String reason) {
    super("%s: %s (%s)".formatted(instruction.op().name(), reason, instruction.location()));
  }

  static NotDifferentiable uninlined(Instruction call) {
    return new NotDifferentiable(
        call, "expected calls to be inlined before, got one; run InlineCalls");
  }

  static NotDifferentiable opaque(Instruction call) {
    return new NotDifferentiable(
        call, "expected an op whose derivative is known, got one that only the device knows");
  }
}
