package dev.ranvier.ir.eval;

/// Functions on numbers of a float type, held as doubles, where Java's own differ from IEEE 754 or
/// from the specification. Results are rounded to the element type by who calls.
///
/// Everything that is not exact uses `StrictMath`, so that an evaluation gives the same bits on
/// every machine. XLA's own approximations on CPU differ from these by up to 4 units in the last
/// place (`tanh` of `f32`; most by 1), and `logistic` of `f16` overflows within and gives 0 below
/// about -11.
final class FloatMath {
  private FloatMath() {}

  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  static double reciprocalSquareRoot(double x) {
    return 1 / Math.sqrt(x);
  }

  /// To the nearest integer, halves away from zero.
  static double roundHalfAway(double x) {
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    double rounded = Math.abs(x - whole) >= 0.5 ? whole + Math.signum(x) : whole;
    return Math.copySign(rounded, x);
  }

  /// IEEE 754 `pow`: 1 to any power, and -1 to an infinite one, are 1, even where Java says NaN.
  static double power(double base, double exponent) {
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return StrictMath.pow(base, exponent);
  }

  /// With the sign of the dividend.
  static double remainder(double dividend, double divisor) {
    return dividend % divisor;
  }
}
