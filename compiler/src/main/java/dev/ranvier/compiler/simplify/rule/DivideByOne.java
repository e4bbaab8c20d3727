package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x / 1 -> x` for integers. Not for floats, as `x * 1` is not.
final class DivideByOne implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof DivideOp(Value x, Value y) && Constants.isOne(y)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
