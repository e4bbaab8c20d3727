package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import java.util.Optional;

/// `x xor 0 -> x`.
final class XorWithZero implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof XorOp(Value x, Value y) && Constants.isZero(y)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
