package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;
import java.util.OptionalLong;

/// `select(true, x, y) -> x`; `select(false, x, y) -> y`.
final class SelectByConstant implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    if (op instanceof SelectOp(Value predicate, Value x, Value y)) {
      OptionalLong known = Constants.integer(predicate);
      if (known.isPresent()) {
        return Replacement.by(known.getAsLong() == 0 ? y : x);
      }
    }
    return Replacement.none();
  }
}
