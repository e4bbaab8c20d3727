package dev.ranvier.compiler.precision;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/// Arithmetic of numbers that are the sum of two `f32`, the second at most half a unit in the last
/// place of the first: 48 bits and more. Sums and products of two `f32` are exact (Dekker,
/// Numerische Mathematik 18, 1971; Knuth, The Art of Computer Programming 2, section 4.2.2).
///
/// Products stand behind barriers: a compiler that contracts a product and the sum it goes into
/// leaves out a rounding that the rest here makes up for.
final class PairArithmetic {
  /// Splits 24 bits into 12 and 12.
  private static final double SPLIT = 4097;

  private final Builder out;

  /// @param high the number rounded to `f32`
  /// @param low the rest
  record Pair(Value high, Value low) {
    List<Value> values() {
      return List.of(high, low);
    }

    /// Whether the number is known to be an `f32`.
    boolean isSingle() {
      return isZero(low);
    }
  }

  PairArithmetic(Builder out) {
    this.out = out;
  }

  static boolean isZero(Value value) {
    return splat(value).orElse(1) == 0;
  }

  /// The number that all elements of a constant have, if they do.
  private static OptionalDouble splat(Value value) {
    return value instanceof Result result
            && result.instruction().op() instanceof ConstantOp constant
            && constant.value().isSplat()
        ? OptionalDouble.of(constant.value().asDouble(0))
        : OptionalDouble.empty();
  }

  /// The same of both parts, by an op that only moves elements: of zeros it makes zeros.
  Pair moved(Pair a, UnaryOperator<Value> op) {
    Value high = op.apply(a.high);
    return a.isSingle() ? single(high) : new Pair(high, op.apply(a.low));
  }

  Pair single(Value value) {
    return new Pair(value, out.splat(value.tensorType(), 0.0));
  }

  Pair add(Pair a, Pair b) {
    Pair high = sum(a.high, b.high);
    if (a.isSingle() && b.isSingle()) {
      return high;
    }
    Pair low = sum(a.low, b.low);
    Pair most = ordered(high.high, out.add(high.low, low.high));
    return ordered(most.high, out.add(most.low, low.low));
  }

  Pair subtract(Pair a, Pair b) {
    return add(a, negate(b));
  }

  Pair negate(Pair a) {
    return a.isSingle()
        ? single(out.negate(a.high))
        : new Pair(out.negate(a.high), out.negate(a.low));
  }

  Pair multiply(Pair a, Pair b) {
    Pair exact = product(a.high, b.high);
    Value rest = exact.low;
    if (!b.isSingle()) {
      rest = out.add(rest, rounded(a.high, b.low));
    }
    if (!a.isSingle()) {
      rest = out.add(rest, rounded(a.low, b.high));
    }
    return a.isSingle() && b.isSingle() ? exact : ordered(exact.high, rest);
  }

  /// A quotient in singles, and what is left over by another.
  Pair divide(Pair a, Pair b) {
    Value first = out.barrier(out.divide(a.high, b.high));
    Pair left = subtract(a, multiply(b, single(first)));
    return ordered(first, out.barrier(out.divide(left.high, b.high)));
  }

  Value compare(ComparisonDirection direction, Pair a, Pair b) {
    Value equal = out.compare(ComparisonDirection.EQ, a.high, b.high);
    return out.select(
        equal, out.compare(direction, a.low, b.low), out.compare(direction, a.high, b.high));
  }

  Pair select(Value predicate, Pair a, Pair b) {
    return new Pair(
        out.select(predicate, a.high, b.high),
        a.isSingle() && b.isSingle() ? a.low : out.select(predicate, a.low, b.low));
  }

  /// The sum of two `f32`, exactly.
  Pair sum(Value a, Value b) {
    Value sum = out.add(a, b);
    Value second = out.subtract(sum, a);
    Value first = out.subtract(sum, second);
    return new Pair(sum, out.add(out.subtract(a, first), out.subtract(b, second)));
  }

  /// The sum of two `f32`, of which the first is zero or not the smaller one.
  private Pair ordered(Value large, Value small) {
    Value sum = out.add(large, small);
    return new Pair(sum, out.subtract(small, out.subtract(sum, large)));
  }

  /// The product of two `f32`, exactly.
  private Pair product(Value a, Value b) {
    Value product = rounded(a, b);
    Pair left = split(a);
    Pair right = split(b);
    Value rest = out.subtract(out.multiply(left.high, right.high), product);
    rest = out.add(rest, out.multiply(left.high, right.low));
    rest = out.add(rest, out.multiply(left.low, right.high));
    return new Pair(product, out.add(rest, out.multiply(left.low, right.low)));
  }

  private Pair split(Value a) {
    OptionalDouble known = splat(a);
    if (known.isPresent()) {
      float number = (float) known.getAsDouble();
      float wide = (float) (SPLIT * number);
      float high = wide - (wide - number);
      TensorType type = a.tensorType();
      return new Pair(out.splat(type, (double) high), out.splat(type, (double) (number - high)));
    }
    Value wide = rounded(out.splat(a.tensorType(), SPLIT), a);
    Value high = out.subtract(wide, out.subtract(wide, a));
    return new Pair(high, out.subtract(a, high));
  }

  private Value rounded(Value a, Value b) {
    return out.barrier(out.multiply(a, b));
  }
}
