package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import java.util.Optional;

/// `x xor 11..1 -> not x`; `x xor true -> not x`.
final class XorWithOnes implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof XorOp(Value x, Value y) && Constants.isOnes(y)
        ? Replacement.by(new NotOp(x))
        : Replacement.none();
  }
}
