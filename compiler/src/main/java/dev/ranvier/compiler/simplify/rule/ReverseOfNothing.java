package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// `reverse x, [] -> x`, and so along dimensions of size 0 and 1.
final class ReverseOfNothing implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof ReverseOp(Value x, List<Long> dimensions)
            && dimensions.stream().allMatch(axis -> x.tensorType().dimension(axis.intValue()) <= 1)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
