package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.Optional;

/// `not (x < y) -> x >= y`, and so on, for integers and booleans. Not for floats: both are false of
/// NaN.
final class NotOfCompare implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof NotOp(Value y)
            && y instanceof Result result
            && result.instruction().op() instanceof CompareOp compare
            && Constants.isExact(compare.lhs())
        ? Replacement.by(
            new CompareOp(
                compare.lhs(), compare.rhs(), opposite(compare.direction()), compare.type()))
        : Replacement.none();
  }

  private static ComparisonDirection opposite(ComparisonDirection direction) {
    return switch (direction) {
      case EQ -> ComparisonDirection.NE;
      case NE -> ComparisonDirection.EQ;
      case GE -> ComparisonDirection.LT;
      case GT -> ComparisonDirection.LE;
      case LE -> ComparisonDirection.GT;
      case LT -> ComparisonDirection.GE;
    };
  }
}
