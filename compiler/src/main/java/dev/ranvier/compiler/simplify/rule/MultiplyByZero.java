package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x * 0 -> 0` for integers and booleans. Not for floats: infinity * 0 is NaN, and -1 * 0 is -0.
final class MultiplyByZero implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof MultiplyOp(Value x, Value y) && Constants.isZero(y)
        ? Replacement.by(y)
        : Replacement.none();
  }
}
