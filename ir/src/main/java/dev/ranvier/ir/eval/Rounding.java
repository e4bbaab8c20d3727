package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;

/// Doubles to numbers of a float type and back into doubles, and integers into doubles without a
/// second rounding.
///
/// The result of `+ - * /` or of a square root of two `f32` (or smaller) operands, computed in
/// double and then rounded, is the correctly rounded result: a double has more than twice the
/// digits (Figueroa 1995).
final class Rounding {
  private Rounding() {}

  /// The nearest number of a float type.
  static double to(ElementType element, double value) {
    return switch (element) {
      case F64 -> value;
      case F32 -> (float) value;
      case F16, BF16, F8E4M3FN -> Numbers.toDouble(element, Numbers.bitsOf(element, value));
      case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
          throw new IllegalArgumentException("rounding: expected a float type, got " + element);
    };
  }

  /// A 64-bit integer as a double that rounds to any smaller float as the integer itself would:
  /// what does not fit 53 digits is rounded to odd.
  static double oddly(ElementType element, long value) {
    boolean large = element == ElementType.U64 && value < 0;
    long magnitude = element == ElementType.U64 ? value : Math.abs(value);
    int lost = 11;
    if (magnitude >>> 53 == 0) {
      return value;
    }
    long sticky = (magnitude & ((1L << lost) - 1)) != 0 ? 1L << lost : 0;
    long kept = (magnitude >>> lost << lost) | sticky;
    double rounded = large ? (kept >>> 1) * 2.0 : kept;
    return element != ElementType.U64 && value < 0 ? -Math.abs(rounded) : Math.abs(rounded);
  }

  /// A 64-bit integer as the nearest double.
  static double nearest(ElementType element, long value) {
    return element == ElementType.U64 ? Numbers.toDouble(element, value) : value;
  }
}
