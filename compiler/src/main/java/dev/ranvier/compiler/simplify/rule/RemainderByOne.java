package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x rem 1 -> 0` for integers. Not for floats: 0.5 rem 1 is 0.5.
final class RemainderByOne implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof RemainderOp(Value x, Value y) && Constants.isOne(y)
        ? Replacement.by(x.tensorType(), 0)
        : Replacement.none();
  }
}
