package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `select(p, x, x) -> x`.
final class SelectOfSame implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof SelectOp(Value _, Value x, Value y) && x == y
        ? Replacement.by(x)
        : Replacement.none();
  }
}
