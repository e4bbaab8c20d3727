package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.type.ElementType;

/// Functions of floats that ONNX has no operator for, by those that it has.
final class Functions {
  private final Graph graph;
  private final Arithmetic arithmetic;

  Functions(Graph graph, Arithmetic arithmetic) {
    this.graph = graph;
    this.arithmetic = arithmetic;
  }

  private Wire number(Wire like, double value) {
    return graph.scalar(like.element(), value);
  }

  private Wire compare(Wire lhs, ComparisonDirection direction, Wire rhs) {
    return arithmetic.compare(direction, lhs, rhs);
  }

  /// The power by a third, with the operand's sign.
  Wire cubeRoot(Wire x) {
    Wire size = arithmetic.apply("Pow", arithmetic.apply("Abs", x), number(x, 1.0 / 3));
    return arithmetic.apply("Mul", arithmetic.sign(x), size);
  }

  /// `tanh(x / 2) (exp(x) + 1)`, which does not cancel near 0.
  Wire exponentialMinusOne(Wire x) {
    Wire half = arithmetic.apply("Tanh", arithmetic.apply("Mul", x, number(x, 0.5)));
    Wire more = arithmetic.apply("Add", arithmetic.apply("Exp", x), number(x, 1.0));
    return arithmetic.apply("Mul", half, more);
  }

  /// `log(u) x / (u - 1)` with `u = 1 + x` as it is rounded: what the logarithm loses, the quotient
  /// restores. Goldberg, "What Every Computer Scientist Should Know About Floating-Point
  /// Arithmetic" (1991), theorem 4.
  Wire logPlusOne(Wire x) {
    Wire sum = arithmetic.apply("Add", x, number(x, 1.0));
    Wire log = arithmetic.apply("Log", sum);
    Wire added = arithmetic.apply("Sub", sum, number(x, 1.0));
    Wire restored = arithmetic.apply("Mul", log, arithmetic.apply("Div", x, added));
    Wire lost = compare(added, ComparisonDirection.EQ, number(x, 0.0));
    Wire exact = compare(added, ComparisonDirection.EQ, x);
    return arithmetic.select(exact, log, arithmetic.select(lost, x, restored));
  }

  /// The angle of the point `(x, y)`. Of sides of one size, 0 and the infinities among them, the
  /// quotient is known; left of 0, half a turn is missing.
  Wire angle(Wire y, Wire x) {
    Wire signs = arithmetic.apply("Mul", arithmetic.apply("Sign", y), arithmetic.apply("Sign", x));
    Wire level =
        compare(arithmetic.apply("Abs", y), ComparisonDirection.EQ, arithmetic.apply("Abs", x));
    Wire slope = arithmetic.select(level, signs, arithmetic.apply("Div", y, x));
    Wire turn = arithmetic.select(isNegative(y), number(y, -Math.PI), number(y, Math.PI));
    Wire missing = arithmetic.select(isNegative(x), turn, number(y, 0.0));
    return arithmetic.apply("Add", arithmetic.apply("Atan", slope), missing);
  }

  /// Whether the sign is set, also of a zero.
  private Wire isNegative(Wire x) {
    Wire zero = number(x, 0.0);
    Wire below = compare(arithmetic.apply("Reciprocal", x), ComparisonDirection.LT, zero);
    Wire infinite = compare(x, ComparisonDirection.LT, zero);
    return graph.broadcasting("Or", ElementType.I1, below, infinite);
  }
}
