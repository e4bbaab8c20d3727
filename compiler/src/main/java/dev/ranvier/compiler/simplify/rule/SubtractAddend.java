package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `(x + y) - x -> y` and `(x + y) - y -> x` for integers, which wrap. Not for floats: sums round.
final class SubtractAddend implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    if (!(op instanceof SubtractOp(Value sum, Value taken))
        || !Constants.isExact(sum)
        || !(sum instanceof Result result)
        || !(result.instruction().op() instanceof AddOp(Value x, Value y))) {
      return Replacement.none();
    }
    if (taken.equals(x)) {
      return Replacement.by(y);
    }
    return taken.equals(y) ? Replacement.by(x) : Replacement.none();
  }
}
