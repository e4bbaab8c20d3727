package dev.ranvier.compiler.simplify.rule;

import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.type.ElementType;
import java.util.Optional;

/// `x = x -> true`, `x < x -> false`, and so on, for integers and booleans. Not for floats: NaN is
/// not equal to itself.
final class CompareWithItself implements Rule {
  @Override
  public Optional<Replacement> apply(Op op) {
    return op instanceof CompareOp compare
            && compare.lhs() == compare.rhs()
            && Constants.isExact(compare.lhs())
        ? Replacement.by(
            compare.lhs().tensorType().withElement(ElementType.I1),
            holdsOfEquals(compare.direction()) ? 1 : 0)
        : Replacement.none();
  }

  private static boolean holdsOfEquals(ComparisonDirection direction) {
    return switch (direction) {
      case EQ, GE, LE -> true;
      case NE, GT, LT -> false;
    };
  }
}
