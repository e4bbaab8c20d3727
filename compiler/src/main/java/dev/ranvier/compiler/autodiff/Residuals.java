package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What is kept of each step of a time loop for the way back: the tensors that the step began with,
/// what was delivered in it, and who spiked. All else is made again from these; no state of a queue
/// is kept. What the way back turns out not to need is removed with other dead code.
final class Residuals {
  private Residuals() {}

  /// The values of a loop's body that are kept, in the order in which they are recorded.
  static List<Value> of(TimeLoopOp loop) {
    List<Value> kept = new ArrayList<>();
    List<BlockArgument> arguments = loop.body().arguments();
    for (BlockArgument argument : arguments.subList(1, 1 + loop.carried().size())) {
      if (argument.type() instanceof TensorType) {
        kept.add(argument);
      }
    }
    for (Instruction instruction : loop.body().instructions()) {
      if (instruction.op() instanceof SpikeOp) {
        kept.add(instruction.result(0));
      } else if (instruction.op() instanceof DeliverOp) {
        kept.add(instruction.result(1));
      }
    }
    return kept;
  }

  /// The same loop, which records what is kept after what it records anyway.
  ///
  /// @param around what stands for the values outside of the loop
  static TimeLoopOp recorded(TimeLoopOp loop, UnaryOperator<Value> around) {
    Copies copies = new Copies(around);
    Block body = copies.copy(loop.body(), of(loop));
    return new TimeLoopOp(
        loop.steps(),
        around.apply(loop.first()),
        loop.carried().stream().map(around).toList(),
        loop.sequences().stream().map(around).toList(),
        body,
        loop.backward());
  }
}
