package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.ArrayList;
import java.util.List;

/// Puts what loops begin with behind a barrier, where it is one number everywhere. Otherwise XLA's
/// TPU compiler leaves it unwritten and has every turn ask whether it is the first one, element by
/// element, which costs more than the one write and keeps a turn from becoming one fusion.
public final class HoldInitialStates extends Rewriter {
  private HoldInitialStates() {}

  public static Module run(Module module) {
    return new HoldInitialStates().rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (!(instruction.op() instanceof WhileOp loop)) {
      copy(instruction, out);
      return;
    }
    List<Value> numbers = loop.operands().stream().filter(HoldInitialStates::isNumber).toList();
    List<Value> carried = new ArrayList<>(all(loop.operands()));
    if (!numbers.isEmpty()) {
      List<Value> held = out.append(new OptimizationBarrierOp(all(numbers)));
      int next = 0;
      for (int i = 0; i < carried.size(); i++) {
        if (isNumber(loop.operands().get(i))) {
          carried.set(i, held.get(next++));
        }
      }
    }
    replace(
        instruction,
        out.append(
            new WhileOp(carried, rewrite(loop.condition()), rewrite(loop.body())),
            instruction.annotations()));
  }

  /// Of more than one element, all of which are the same.
  private static boolean isNumber(Value value) {
    return value.tensorType().size() > 1
        && value instanceof Result result
        && switch (result.instruction().op()) {
          case ConstantOp constant -> constant.value().isSplat();
          case BroadcastInDimOp broadcast -> broadcast.operand().tensorType().size() == 1;
          default -> false;
        };
  }
}
