package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x and x -> x`.
final class AndWithItself implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof AndOp(Value x, Value y) && x == y ? Replacement.by(x) : Replacement.none();
  }
}
