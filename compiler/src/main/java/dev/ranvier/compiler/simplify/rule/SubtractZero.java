package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x - 0 -> x` for integers. Not for floats: a signaling NaN would stay one.
final class SubtractZero implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof SubtractOp(Value x, Value y) && Constants.isZero(y)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
