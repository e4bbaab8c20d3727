package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `select(not p, x, y) -> select(p, y, x)`.
final class SelectByNot implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof SelectOp(Value predicate, Value x, Value y)
            && predicate instanceof Result result
            && result.instruction().op() instanceof NotOp(Value p)
        ? Replacement.by(new SelectOp(p, y, x))
        : Replacement.none();
  }
}
