package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// `concatenate x -> x`.
final class ConcatenateOfOne implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof ConcatenateOp(List<Value> operands, long _) && operands.size() == 1
        ? Replacement.by(operands.getFirst())
        : Replacement.none();
  }
}
