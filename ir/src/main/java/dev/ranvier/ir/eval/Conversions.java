package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// `convert` and `bitcast_convert`.
///
/// What the specification leaves open in `convert` is settled as XLA settles it on CPU: floats to
/// integers saturate and NaN becomes 0; integers to integers wrap; anything that is not 0 (NaN too)
/// becomes true. Floats are rounded once, to nearest with ties to even. XLA rounds `f64` to `f16`,
/// `bf16` and `f8` by way of `f32`, that is twice, which differs in about one of 2^29 numbers.
///
/// A boolean has one bit in a bitcast, as specified; XLA gives it eight.
final class Conversions {
  private Conversions() {}

  static Tensor convert(Tensor operand, ElementType to) {
    TensorType result = operand.type().withElement(to);
    ElementType from = operand.type().element();
    if (from == to) {
      return operand;
    }
    if (operand instanceof FloatTensor floats && to == ElementType.F64) {
      return Tensor.ofDoubles(result, floats.toDoubles());
    }
    Tensor converted = Tensor.blank(result);
    for (int i = 0; i < operand.size(); i++) {
      converted.setBits(
          i,
          from.isFloat() ? ofFloat(to, operand.asDouble(i)) : ofInteger(from, to, operand.bits(i)));
    }
    return converted;
  }

  private static long ofFloat(ElementType to, double value) {
    return switch (to.kind()) {
      case FLOAT, BOOLEAN -> Numbers.bitsOf(to, value);
      case SIGNED -> {
        long limit = 1L << (to.bits() - 1);
        yield Math.clamp((long) value, -Math.abs(limit - 1) - 1, limit - 1);
      }
      case UNSIGNED ->
          to == ElementType.U64
              ? unsigned(value)
              : Math.clamp((long) value, 0L, (1L << to.bits()) - 1);
    };
  }

  /// Truncated and saturated to 64 unsigned bits; Java's own cast does the same for signed ones.
  private static long unsigned(double value) {
    if (!(value > 0)) {
      return 0;
    }
    if (value >= 0x1p64) {
      return -1;
    }
    return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) + Long.MIN_VALUE;
  }

  private static long ofInteger(ElementType from, ElementType to, long value) {
    if (!to.isFloat()) {
      return Numbers.bitsOf(to, value);
    }
    return Numbers.bitsOf(
        to, to == ElementType.F64 ? Rounding.nearest(from, value) : Rounding.oddly(from, value));
  }

  /// Patterns as they lie in memory, the lowest bits first, whether elements become wider, narrower
  /// or neither.
  static Tensor bitcast(Tensor operand, TensorType result) {
    int from = operand.type().element().bits();
    int to = result.element().bits();
    Tensor cast = Tensor.blank(result);
    for (int i = 0; i < cast.size(); i++) {
      long bits = from >= to ? part(operand, i, from, to) : joined(operand, i, from, to);
      cast.setBits(i, HostMemory.ofRaw(result.element(), bits));
    }
    return cast;
  }

  private static long part(Tensor operand, int index, int from, int to) {
    int parts = from / to;
    long bits = operand.bits(index / parts) >>> (index % parts * to);
    return IntegerMath.zeroExtended(bits, to);
  }

  private static long joined(Tensor operand, int index, int from, int to) {
    int parts = to / from;
    long bits = 0;
    for (int i = 0; i < parts; i++) {
      bits |= IntegerMath.zeroExtended(operand.bits(index * parts + i), from) << (i * from);
    }
    return bits;
  }
}
