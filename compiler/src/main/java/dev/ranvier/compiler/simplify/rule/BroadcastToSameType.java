package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/// `broadcast_in_dim x : T -> T, [0, 1, ..]` is `x`.
final class BroadcastToSameType implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof BroadcastInDimOp(Value x, TensorType type, List<Long> dimensions)
            && x.type().equals(type)
            && Dimensions.areInOrder(dimensions)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
