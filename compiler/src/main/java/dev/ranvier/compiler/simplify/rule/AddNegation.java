package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `x + -y -> x - y` for integers. Not for floats: NaN keeps the sign that `-` gave it.
final class AddNegation implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof AddOp(Value x, Value y)
            && Constants.isExact(x)
            && y instanceof Result result
            && result.instruction().op() instanceof NegateOp(Value negated)
        ? Replacement.by(new SubtractOp(x, negated))
        : Replacement.none();
  }
}
