package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x + 0 -> x` for integers and booleans. Not for floats: -0 + 0 is 0.
final class AddZero implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof AddOp(Value x, Value y) && Constants.isZero(y)
        ? Replacement.by(x)
        : Replacement.none();
  }
}
