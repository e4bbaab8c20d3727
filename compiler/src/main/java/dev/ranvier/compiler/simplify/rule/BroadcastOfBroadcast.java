package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/// `broadcast_in_dim (broadcast_in_dim x, p), q -> broadcast_in_dim x, q[p]`.
final class BroadcastOfBroadcast implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof BroadcastInDimOp(Value y, TensorType type, List<Long> outer)
            && y instanceof Result result
            && result.instruction().op()
                instanceof BroadcastInDimOp(Value x, TensorType _, List<Long> inner)
        ? Replacement.by(new BroadcastInDimOp(x, type, Dimensions.pick(outer, inner)))
        : Replacement.none();
  }
}
