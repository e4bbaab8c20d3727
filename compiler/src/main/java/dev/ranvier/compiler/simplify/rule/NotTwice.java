package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `not not x -> x`.
final class NotTwice implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof NotOp(Value y)
            && y instanceof Result result
            && result.instruction().op() instanceof NotOp(Value x)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
