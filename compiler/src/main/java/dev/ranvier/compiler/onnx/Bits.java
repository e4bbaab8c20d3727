package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.type.ElementType;
import java.util.List;

/// Truth values and bits of integers, element by element; operands may repeat.
///
/// `BitShift` is for unsigned integers, and open where all bits are moved out; the other types go
/// through them by `Cast`, which keeps the bits.
final class Bits {
  private final Graph graph;
  private final Arithmetic arithmetic;

  Bits(Graph graph, Arithmetic arithmetic) {
    this.graph = graph;
    this.arithmetic = arithmetic;
  }

  /// @param operator `And`, `Or` or `Xor`
  Wire combine(String operator, Wire lhs, Wire rhs) {
    ElementType element = lhs.element();
    return graph.broadcasting(
        element.isBoolean() ? operator : "Bitwise" + operator, element, lhs, rhs);
  }

  Wire not(Wire operand) {
    ElementType element = operand.element();
    return graph.broadcasting(element.isBoolean() ? "Not" : "BitwiseNot", element, operand);
  }

  /// @param inside whether all amounts are known to be less than the width; otherwise 0 comes of
  ///   those that are not
  Wire shiftLeft(Wire value, Wire amount, boolean inside) {
    return shift("LEFT", value, amount, inside);
  }

  Wire shiftRightLogical(Wire value, Wire amount, boolean inside) {
    return shift("RIGHT", value, amount, inside);
  }

  /// Fills with the sign: negative numbers are turned around and back, so that zeros become ones.
  Wire shiftRightArithmetic(Wire value, Wire amount, boolean inside) {
    ElementType element = value.element();
    if (element.isUnsigned()) {
      throw new UnwritableOp("unsigned integers have no sign");
    }
    Wire zero = graph.scalar(element, 0L);
    Wire negative = arithmetic.compare(ComparisonDirection.LT, value, zero);
    Wire mask = arithmetic.select(negative, graph.scalar(element, -1L), zero);
    Wire shifted = shiftRightLogical(combine("Xor", value, mask), amount, inside);
    return combine("Xor", shifted, mask);
  }

  private Wire shift(String direction, Wire value, Wire amount, boolean inside) {
    ElementType unsigned = unsigned(value.element());
    int width = value.element().bits();
    Wire bits = unsigned(value);
    Wire by = unsigned(amount);
    if (inside) {
      return arithmetic.cast(shift(direction, bits, by), value.element());
    }
    Wire low = combine("And", by, graph.scalar(unsigned, width - 1L));
    Wire high = combine("And", by, graph.scalar(unsigned, -width));
    Wire shifted = shift(direction, bits, low);
    Wire isAll = arithmetic.cast(high, ElementType.I1);
    Wire guarded = arithmetic.select(isAll, graph.scalar(unsigned, 0L), shifted);
    return arithmetic.cast(guarded, value.element());
  }

  private Wire shift(String direction, Wire bits, Wire by) {
    return graph.node(
        "BitShift",
        bits.type().withDimensions(Wire.broadcast(bits, by)),
        List.of(bits, by),
        Graph.attribute("direction", direction));
  }

  private Wire shift(String direction, Wire bits, long by) {
    return shift(direction, bits, graph.scalar(bits.element(), by));
  }

  /// The unsigned type in which runtimes shift, at least as wide.
  private static ElementType unsigned(ElementType element) {
    return switch (element) {
      case I8, U8 -> ElementType.U8;
      case I16, U16, I32, U32 -> ElementType.U32;
      case I1, I64, U64, F8E4M3FN, BF16, F16, F32, F64 ->
          throw new UnwritableOp("%s is not shifted".formatted(element));
    };
  }

  /// The same bits, with zeros before them.
  private Wire unsigned(Wire value) {
    ElementType own = value.element() == ElementType.I16 ? ElementType.U16 : value.element();
    return arithmetic.cast(arithmetic.cast(value, own), unsigned(value.element()));
  }

  /// How many bits are set: sums of neighbours, each as wide as two of the sums before.
  Wire count(Wire value) {
    Wire words = arithmetic.cast(unsigned(value), ElementType.U32);
    Wire pairs = neighbours(words, 1, 0x5555_5555L);
    Wire fours = neighbours(pairs, 2, 0x3333_3333L);
    Wire bytes = neighbours(fours, 4, 0x0f0f_0f0fL);
    Wire halves = neighbours(bytes, 8, 0x00ff_00ffL);
    return arithmetic.cast(neighbours(halves, 16, 0x0000_ffffL), value.element());
  }

  private Wire neighbours(Wire sums, long distance, long mask) {
    Wire kept = graph.scalar(ElementType.U32, mask);
    Wire low = combine("And", sums, kept);
    Wire high = combine("And", shift("RIGHT", sums, distance), kept);
    return arithmetic.apply("Add", low, high);
  }

  /// How many zeros stand before the highest bit that is set.
  Wire countLeadingZeros(Wire value) {
    int width = value.element().bits();
    Wire filled = arithmetic.cast(unsigned(value), ElementType.U32);
    for (long distance = 1; distance < width; distance *= 2) {
      filled = combine("Or", filled, shift("RIGHT", filled, distance));
    }
    Wire all = graph.scalar(ElementType.U32, (long) width);
    return arithmetic.cast(arithmetic.apply("Sub", all, count(filled)), value.element());
  }
}
