package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `select(p, true, false) -> p`; `select(p, false, true) -> not p`.
final class SelectOfBooleans implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    if (!(op instanceof SelectOp(Value p, Value x, Value y)) || !p.type().equals(x.type())) {
      return Replacement.none();
    }
    if (Constants.isOne(x) && Constants.isZero(y)) {
      return Replacement.by(p);
    }
    return Constants.isZero(x) && Constants.isOne(y)
        ? Replacement.by(new NotOp(p))
        : Replacement.none();
  }
}
