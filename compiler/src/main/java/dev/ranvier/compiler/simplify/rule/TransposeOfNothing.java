package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// `transpose x, [0, 1, ..] -> x`.
final class TransposeOfNothing implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof TransposeOp(Value x, List<Long> permutation)
            && Dimensions.areInOrder(permutation)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
