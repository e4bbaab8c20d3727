package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Replaces functions with derivatives of their own by what they do: whoever differentiates has
/// done so.
public final class LowerDerivatives extends Rewriter {
  private LowerDerivatives() {}

  public static Module run(Module module) {
    return new LowerDerivatives().rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (instruction.op() instanceof CustomDerivativeOp op) {
      List<Value> results = inline(op.primal(), all(op.operands()), out);
      for (int i = 0; i < results.size(); i++) {
        replace(instruction.result(i), List.of(results.get(i)));
      }
    } else {
      copy(instruction, out);
    }
  }
}
