package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;

/// Forward-mode rules of the ops on spikes, queues and time.
final class EventPushforward {
  private EventPushforward() {}

  static void push(Instruction instruction, EventOp op, Tangents tangents) {
    throw new NotDifferentiable(instruction, "has no forward-mode rule yet");
  }
}
