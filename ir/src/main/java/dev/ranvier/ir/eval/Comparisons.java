package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ComparisonType;
import dev.ranvier.ir.type.ElementType;
import java.util.function.IntPredicate;

/// How two elements compare. Floats compare as numbers, where NaN is neither less, equal nor
/// greater and -0 equals 0; or, under `TOTALORDER`, by IEEE 754's total order: -NaN, -inf, ..., -0,
/// 0, ..., inf, NaN, all different.
final class Comparisons {
  /// What `order` gives when one of the two is NaN.
  static final int UNORDERED = 2;

  private Comparisons() {}

  /// -1, 0 or 1, or `UNORDERED`.
  static int order(Tensor lhs, int left, Tensor rhs, int right, boolean total) {
    ElementType element = lhs.type().element();
    return switch (element.kind()) {
      case FLOAT ->
          total
              ? Long.compare(
                  totalOrderKey(lhs.bits(left), element), totalOrderKey(rhs.bits(right), element))
              : numbers(lhs.asDouble(left), rhs.asDouble(right));
      case UNSIGNED -> Long.compareUnsigned(lhs.bits(left), rhs.bits(right));
      case BOOLEAN, SIGNED -> Long.compare(lhs.bits(left), rhs.bits(right));
    };
  }

  private static int numbers(double a, double b) {
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : UNORDERED;
  }

  /// Grows as the total order does: negative numbers have all bits but the sign turned.
  static long totalOrderKey(long bits, ElementType element) {
    long signed = IntegerMath.signExtended(bits, element.bits());
    return signed < 0 ? signed ^ Long.MAX_VALUE : signed;
  }

  static Tensor compare(CompareOp op, Tensor lhs, Tensor rhs) {
    boolean total = isTotal(op);
    IntPredicate accepts = accepts(op.direction());
    boolean[] results = new boolean[lhs.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = accepts.test(order(lhs, i, rhs, i, total));
    }
    return Maps.booleans(lhs.type(), results);
  }

  static boolean isTotal(CompareOp op) {
    return op.type().isPresent() && op.type().get() == ComparisonType.TOTALORDER;
  }

  /// Which orders of two elements a direction accepts.
  static IntPredicate accepts(ComparisonDirection direction) {
    return switch (direction) {
      case EQ -> order -> order == 0;
      case NE -> order -> order != 0;
      case GE -> order -> order == 0 || order == 1;
      case GT -> order -> order == 1;
      case LE -> order -> order == 0 || order == -1;
      case LT -> order -> order == -1;
    };
  }

  static Tensor isFinite(Tensor operand) {
    boolean[] results = new boolean[operand.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = Double.isFinite(operand.asDouble(i));
    }
    return Maps.booleans(operand.type(), results);
  }
}
