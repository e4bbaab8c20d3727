package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x - x -> 0` for integers. Not for floats: infinity - infinity is NaN.
final class SubtractItself implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof SubtractOp(Value x, Value y) && x == y && Constants.isExact(x)
        ? Replacement.by(x.tensorType(), 0)
        : Replacement.none();
  }
}
