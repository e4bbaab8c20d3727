package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Replaces spike ops by their definition: below the threshold before, at it or above after.
///
/// Voltages and spikes then stand behind a barrier. Half a dozen ops read them (records, counts,
/// resets, sending), and a compiler that fuses each with all that it reads computes the neurons'
/// step that many times.
public final class LowerSpikes extends Rewriter {
  private LowerSpikes() {}

  public static Module run(Module module) {
    return new LowerSpikes().rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (instruction.op() instanceof SpikeOp(Value before, Value after, Value threshold)) {
      Value level = one(threshold);
      Value below = out.compare(ComparisonDirection.LT, one(before), level);
      Value reached = out.compare(ComparisonDirection.GE, one(after), level);
      List<Value> kept =
          out.append(new OptimizationBarrierOp(List.of(one(after), out.and(below, reached))));
      replace(after, List.of(kept.getFirst()));
      replace(instruction.result(0), List.of(kept.getLast()));
    } else {
      copy(instruction, out);
    }
  }
}
