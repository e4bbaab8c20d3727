package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x and 0 -> 0`.
final class AndWithZero implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof AndOp(Value _, Value y) && Constants.isZero(y)
        ? Replacement.by(y)
        : Replacement.none();
  }
}
