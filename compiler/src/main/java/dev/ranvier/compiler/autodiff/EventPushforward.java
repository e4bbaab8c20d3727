package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.List;

/// Forward-mode rules of the ops on spikes, queues and time. Called for an op if any of its results
/// is active.
final class EventPushforward {
  private EventPushforward() {}

  static void push(Instruction instruction, EventOp op, Tangents tangents) {
    switch (op) {
      case TimeLoopOp loop -> new TimeLoopPushforward(instruction, loop, tangents).build();
      case CustomDerivativeOp custom -> custom(instruction, custom, tangents);
      case SpikeOp _, ProjectionCreateOp _, QueueCreateOp _ -> tangents.copy(instruction);
      case SendOp _, DeliverOp _, SendAdjointOp _, QueuePushOp _, QueuePopOp _ ->
          throw underWay(instruction);
    }
  }

  static NotDifferentiable underWay(Instruction instruction) {
    return new NotDifferentiable(
        instruction,
        "expected, in forward mode, events that nothing differentiated goes with, got others; use"
            + " reverse mode");
  }

  /// By the rule that came with it.
  private static void custom(Instruction instruction, CustomDerivativeOp op, Tangents tangents) {
    List<Value> given = new ArrayList<>(op.operands().stream().map(tangents::primal).toList());
    op.operands().stream()
        .filter(EventPushforward::isFloat)
        .forEach(operand -> given.add(tangents.orZeros(operand)));
    tangents.copy(instruction);
    List<Value> pushed = new Copies(tangents::primal).inline(op.jvp(), given, tangents.out());
    int next = 0;
    for (Value result : instruction.results()) {
      if (isFloat(result)) {
        tangents.put(result, pushed.get(next++));
      }
    }
  }

  private static boolean isFloat(Value value) {
    return value.tensorType().element().isFloat();
  }
}
