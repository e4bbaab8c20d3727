package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x * 1 -> x` for integers and booleans. Not for floats: a signaling NaN would stay one, and a
/// subnormal number would not be flushed by devices that flush.
final class MultiplyByOne implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof MultiplyOp(Value x, Value y) && Constants.isOne(y)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
