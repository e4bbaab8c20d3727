package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import java.util.Optional;

/// `x xor x -> 0`.
final class XorWithItself implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof XorOp(Value x, Value y) && x == y
        ? Replacement.by(x.tensorType(), 0)
        : Replacement.none();
  }
}
