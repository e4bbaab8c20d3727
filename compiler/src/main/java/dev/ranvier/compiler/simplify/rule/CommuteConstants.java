package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import java.util.Optional;

/// `c + x -> x + c` for a constant `c`, and the same for `*`, `and`, `or`, `xor`, `max` and `min`
/// of integers and booleans: the other rules then need to look at the right side only.
final class CommuteConstants implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return switch (op) {
      case AddOp(Value c, Value x) when isSwapped(c, x) -> Replacement.by(new AddOp(x, c));
      case MultiplyOp(Value c, Value x) when isSwapped(c, x) ->
          Replacement.by(new MultiplyOp(x, c));
      case AndOp(Value c, Value x) when isSwapped(c, x) -> Replacement.by(new AndOp(x, c));
      case OrOp(Value c, Value x) when isSwapped(c, x) -> Replacement.by(new OrOp(x, c));
      case XorOp(Value c, Value x) when isSwapped(c, x) -> Replacement.by(new XorOp(x, c));
      case MaximumOp(Value c, Value x) when isSwapped(c, x) -> Replacement.by(new MaximumOp(x, c));
      case MinimumOp(Value c, Value x) when isSwapped(c, x) -> Replacement.by(new MinimumOp(x, c));
      default -> Replacement.none();
    };
  }

  private static boolean isSwapped(Value lhs, Value rhs) {
    return Constants.isExact(lhs)
        && Constants.literal(lhs).isPresent()
        && Constants.literal(rhs).isEmpty();
  }
}
