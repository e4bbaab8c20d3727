package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Replaces spike ops by their definition: below the threshold before, at it or above after.
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
      replace(instruction.result(0), List.of(out.and(below, reached)));
    } else {
      copy(instruction, out);
    }
  }
}
