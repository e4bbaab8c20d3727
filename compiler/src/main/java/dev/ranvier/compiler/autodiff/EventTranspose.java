package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;

/// Reverse-mode rules of the ops on spikes, queues and time.
final class EventTranspose {
  private EventTranspose() {}

  static void transpose(Instruction instruction, EventOp op, Sweep sweep) {
    throw new NotDifferentiable(instruction, "has no reverse-mode rule yet");
  }
}
