package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x or x -> x`.
final class OrWithItself implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof OrOp(Value x, Value y) && x == y ? Replacement.by(x) : Replacement.none();
  }
}
