package dev.ranvier.ir.op;

/// Floating-point formats that Java lacks, between their bits and doubles. Encoding rounds the
/// double once, to nearest with ties to even, so that it is exact where the double is.
enum SmallFloats {
  /// IEEE 754 binary16.
  F16(5, 10, true),
  /// The upper half of a binary32.
  BF16(8, 7, true),
  /// 4 exponent bits, 3 fraction bits, no infinities; all ones is NaN (Micikevicius et al. 2022).
  F8E4M3FN(4, 3, false);

  private final int exponentBits;
  private final int fractionBits;
  private final boolean infinities;

  SmallFloats(int exponentBits, int fractionBits, boolean infinities) {
    this.exponentBits = exponentBits;
    this.fractionBits = fractionBits;
    this.infinities = infinities;
  }

  private int bias() {
    return (1 << (exponentBits - 1)) - 1;
  }

  private long maximumExponent() {
    return (1L << exponentBits) - 1;
  }

  double decode(long bits) {
    long sign = (bits >>> (exponentBits + fractionBits)) & 1;
    long exponent = (bits >>> fractionBits) & maximumExponent();
    long fraction = bits & ((1L << fractionBits) - 1);
    double magnitude = magnitude(exponent, fraction);
    return sign == 0 ? magnitude : -magnitude;
  }

  private double magnitude(long exponent, long fraction) {
    long allOnes = (1L << fractionBits) - 1;
    if (exponent == maximumExponent()) {
      if (infinities) {
        return fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      }
      if (fraction == allOnes) {
        return Double.NaN;
      }
    }
    if (exponent == 0) {
      return Math.scalb((double) fraction, 1 - bias() - fractionBits);
    }
    return Math.scalb(
        (double) (fraction | (1L << fractionBits)), (int) exponent - bias() - fractionBits);
  }

  long encode(double value) {
    long sign = (Double.doubleToRawLongBits(value) >>> 63) << (exponentBits + fractionBits);
    if (Double.isNaN(value)) {
      return sign | notANumber();
    }
    double magnitude = Math.abs(value);
    int smallest = 1 - bias();
    int exponent = Math.max(magnitude == 0 ? smallest : Math.getExponent(magnitude), smallest);
    if (exponent > bias() + 1) {
      return sign | overflow();
    }
    double units = Math.rint(Math.scalb(magnitude, fractionBits - exponent));
    long pattern = (long) units + ((long) (exponent - smallest) << fractionBits);
    return sign | (pattern > largest() ? overflow() : pattern);
  }

  private long notANumber() {
    return infinities
        ? (maximumExponent() << fractionBits) | (1L << (fractionBits - 1))
        : (maximumExponent() << fractionBits) | ((1L << fractionBits) - 1);
  }

  private long largest() {
    return infinities
        ? (maximumExponent() << fractionBits) - 1
        : (maximumExponent() << fractionBits) + (1L << fractionBits) - 2;
  }

  private long overflow() {
    return infinities ? maximumExponent() << fractionBits : notANumber();
  }
}
