package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Optional;

/// `reshape x : T -> T` is `x`.
final class ReshapeToSameType implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof ReshapeOp(Value x, TensorType type) && x.type().equals(type)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
