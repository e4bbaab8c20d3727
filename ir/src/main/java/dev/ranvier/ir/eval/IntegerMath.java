package dev.ranvier.ir.eval;

/// Functions on integer patterns where the specification leaves a case open or Java differs. All
/// results are wrapped to the element type's width by who calls. The open cases are settled as XLA
/// settles them on CPU:
///
/// - `x / 0` is all ones: -1, or the largest unsigned number; `x rem 0` is `x`;
/// - the smallest number divided by -1 is itself, with remainder 0;
/// - a shift by the width or more (the amount is unsigned) gives 0, or all sign bits;
/// - the absolute value of the smallest number is itself;
/// - a negative power is 0, save that of 1 and -1.
///
/// XLA's integer power looks at the lowest six bits of the exponent and takes unsigned exponents
/// for signed ones; here all bits count, as the specification has it, so that `8^128` wraps to 0
/// and is not 1.
final class IntegerMath {
  private IntegerMath() {}

  static long divide(long dividend, long divisor) {
    return divisor == 0 ? -1 : dividend / divisor;
  }

  static long divideUnsigned(long dividend, long divisor) {
    return divisor == 0 ? -1 : Long.divideUnsigned(dividend, divisor);
  }

  static long remainder(long dividend, long divisor) {
    return divisor == 0 ? dividend : dividend % divisor;
  }

  static long remainderUnsigned(long dividend, long divisor) {
    return divisor == 0 ? dividend : Long.remainderUnsigned(dividend, divisor);
  }

  static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    return powerUnsigned(base, exponent);
  }

  /// The exponent is unsigned; the product wraps.
  static long powerUnsigned(long base, long exponent) {
    long product = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>>= 1) {
      product *= (rest & 1) == 0 ? 1 : square;
      square *= square;
    }
    return product;
  }

  /// Whether a shift by `amount`, read as unsigned, moves every bit out.
  private static boolean isAll(long amount, int width) {
    return Long.compareUnsigned(amount, width) >= 0;
  }

  static long shiftLeft(long value, long amount, int width) {
    return isAll(amount, width) ? 0 : value << amount;
  }

  /// @param value sign-extended, also where the type is unsigned
  static long shiftRightArithmetic(long value, long amount, int width) {
    return value >> (isAll(amount, width) ? 63 : amount);
  }

  /// @param value zero-extended, also where the type is signed
  static long shiftRightLogical(long value, long amount, int width) {
    return isAll(amount, width) ? 0 : value >>> amount;
  }

  /// The low bits of a value, the others 0.
  static long zeroExtended(long value, int width) {
    return width == 64 ? value : value & ((1L << width) - 1);
  }

  static long signExtended(long value, int width) {
    return value << (64 - width) >> (64 - width);
  }

  static long maximumUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }

  static long minimumUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0 ? a : b;
  }
}
