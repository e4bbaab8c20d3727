package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `max(x, x) -> x` for integers and booleans. Not for floats: a signaling NaN would stay one.
final class MaximumOfSame implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof MaximumOp(Value x, Value y) && x == y && Constants.isExact(x)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
