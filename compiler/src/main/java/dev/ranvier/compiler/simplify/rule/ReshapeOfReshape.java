package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Optional;

/// `reshape (reshape x) -> reshape x`.
final class ReshapeOfReshape implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof ReshapeOp(Value y, TensorType type)
            && y instanceof Result result
            && result.instruction().op() instanceof ReshapeOp(Value x, TensorType _)
        ? Replacement.by(new ReshapeOp(x, type))
        : Replacement.none();
  }
}
