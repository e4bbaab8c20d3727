package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Numbers, element by element; operands may repeat.
///
/// ONNX allows arithmetic on all integers, but runtimes have it for the common types only, so that
/// narrow integers are calculated with as `i32` and `ui32` as `i64`. `Cast` between integers keeps
/// the low bits, by its definition: what comes back has wrapped as it should. Sums of `i32` that
/// overflow are left open by ONNX; the known runtimes wrap them.
final class Arithmetic {
  private final Graph graph;

  Arithmetic(Graph graph) {
    this.graph = graph;
  }

  /// The type that runtimes calculate in for a type of elements.
  static ElementType working(ElementType element) {
    return switch (element) {
      case F32, F64, I32, I64 -> element;
      case I1, I8, I16, U8, U16 -> ElementType.I32;
      case U32 -> ElementType.I64;
      case U64, F8E4M3FN, BF16, F16 ->
          throw new UnwritableOp("%s is not written".formatted(element));
    };
  }

  Wire cast(Wire operand, ElementType element) {
    if (operand.element() == element) {
      return operand;
    }
    return graph.node(
        "Cast",
        operand.type().withElement(element),
        List.of(operand),
        Graph.attribute("to", DataTypes.of(element).getNumber()));
  }

  /// An operator whose result is of its operands' type.
  Wire apply(String operator, Wire... operands) {
    ElementType element = operands[0].element();
    ElementType working = working(element);
    return cast(graph.broadcasting(operator, working, cast(working, operands)), element);
  }

  private Wire[] cast(ElementType element, Wire... operands) {
    Wire[] cast = new Wire[operands.length];
    for (int i = 0; i < cast.length; i++) {
      cast[i] = cast(operands[i], element);
    }
    return cast;
  }

  Wire compare(ComparisonDirection direction, Wire lhs, Wire rhs) {
    return switch (direction) {
      case EQ -> equal(lhs, rhs);
      case NE -> graph.broadcasting("Not", ElementType.I1, equal(lhs, rhs));
      case GE -> ordered("GreaterOrEqual", lhs, rhs);
      case GT -> ordered("Greater", lhs, rhs);
      case LE -> ordered("LessOrEqual", lhs, rhs);
      case LT -> ordered("Less", lhs, rhs);
    };
  }

  private Wire equal(Wire lhs, Wire rhs) {
    ElementType element = lhs.element();
    boolean direct = element == ElementType.I1 || element == ElementType.U8;
    return direct
        ? graph.broadcasting("Equal", ElementType.I1, lhs, rhs)
        : ordered("Equal", lhs, rhs);
  }

  private Wire ordered(String operator, Wire lhs, Wire rhs) {
    return graph.broadcasting(operator, ElementType.I1, cast(working(lhs.element()), lhs, rhs));
  }

  /// One of two, by a truth value.
  Wire select(Wire predicate, Wire onTrue, Wire onFalse) {
    ElementType element = onTrue.element();
    if (element.isBoolean()) {
      return either(predicate, onTrue, onFalse);
    }
    ElementType moved = moving(element);
    Wire whole =
        graph.broadcasting("Where", moved, predicate, cast(onTrue, moved), cast(onFalse, moved));
    return cast(whole, element);
  }

  /// The type in which bits are moved: `i32` holds those of `ui32` too.
  private static ElementType moving(ElementType element) {
    return switch (element) {
      case U8 -> ElementType.U8;
      case U32 -> ElementType.I32;
      case I1, I8, I16, I32, I64, U16, U64, F8E4M3FN, BF16, F16, F32, F64 -> working(element);
    };
  }

  private Wire either(Wire predicate, Wire onTrue, Wire onFalse) {
    Wire isTrue = graph.broadcasting("And", ElementType.I1, predicate, onTrue);
    Wire isNot = graph.broadcasting("Not", ElementType.I1, predicate);
    Wire isFalse = graph.broadcasting("And", ElementType.I1, isNot, onFalse);
    return graph.broadcasting("Or", ElementType.I1, isTrue, isFalse);
  }

  /// The larger of two.
  Wire maximum(Wire lhs, Wire rhs) {
    return extreme("Max", ComparisonDirection.GE, lhs, rhs);
  }

  /// The smaller of two.
  Wire minimum(Wire lhs, Wire rhs) {
    return extreme("Min", ComparisonDirection.LE, lhs, rhs);
  }

  /// Whether maxima and minima are taken by comparing: ONNX Runtime 1.23.2's own, on x86, go wrong
  /// for `i64` that don't fit 32 bits.
  static boolean comparesForExtremes(ElementType element) {
    return working(element) == ElementType.I64;
  }

  private Wire extreme(String operator, ComparisonDirection direction, Wire lhs, Wire rhs) {
    return comparesForExtremes(lhs.element())
        ? select(compare(direction, lhs, rhs), lhs, rhs)
        : apply(operator, lhs, rhs);
  }

  /// At least `min` and at most `max`.
  Wire clamp(Wire min, Wire operand, Wire max) {
    return minimum(maximum(operand, min), max);
  }

  /// Not finite are NaN and the infinities.
  Wire isFinite(Wire operand) {
    Wire infinite = graph.broadcasting("IsInf", ElementType.I1, operand);
    Wire strange = graph.broadcasting("Or", ElementType.I1, isNan(operand), infinite);
    return graph.broadcasting("Not", ElementType.I1, strange);
  }

  private Wire isNan(Wire operand) {
    return graph.broadcasting("IsNaN", ElementType.I1, operand);
  }

  /// -1, 0 or 1; of floats, zeros and NaN stay themselves.
  Wire sign(Wire operand) {
    Wire sign = apply("Sign", operand);
    if (!operand.element().isFloat()) {
      return sign;
    }
    Wire zero = graph.scalar(operand.element(), 0.0);
    Wire kept = graph.broadcasting("Or", ElementType.I1, equal(operand, zero), isNan(operand));
    return select(kept, operand, sign);
  }

  /// To the nearest integer, halves away from zero: ONNX's `Round` takes them to even ones.
  Wire roundAwayFromZero(Wire operand) {
    Wire size = apply("Abs", operand);
    Wire whole = apply("Floor", size);
    Wire half = graph.scalar(operand.element(), 0.5);
    Wire up = compare(ComparisonDirection.GE, apply("Sub", size, whole), half);
    Wire more = apply("Add", whole, graph.scalar(operand.element(), 1.0));
    return apply("Mul", sign(operand), select(up, more, whole));
  }

  /// The remainder of a division, with the dividend's sign.
  Wire remainder(Wire lhs, Wire rhs) {
    ElementType working = working(lhs.element());
    Wire rest =
        graph.node(
            "Mod",
            new TensorType(Wire.broadcast(lhs, rhs), working),
            List.of(cast(lhs, working), cast(rhs, working)),
            Graph.attribute("fmod", 1));
    return cast(rest, lhs.element());
  }
}
