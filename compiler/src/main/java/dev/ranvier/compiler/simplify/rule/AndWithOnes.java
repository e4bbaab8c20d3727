package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x and 11..1 -> x`; `x and true -> x`.
final class AndWithOnes implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof AndOp(Value x, Value y) && Constants.isOnes(y)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
