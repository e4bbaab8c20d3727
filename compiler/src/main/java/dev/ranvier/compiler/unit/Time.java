package dev.ranvier.compiler.unit;

import java.math.BigDecimal;

/// A length of time. Any number is let through here, so that a wrong one is reported with the thing
/// it was given to, together with all other mistakes of the network.
///
/// @param milliseconds the unit that the whole compiler computes in
public record Time(double milliseconds) implements Comparable<Time> {
  public static Time ms(double milliseconds) {
    return new Time(milliseconds);
  }

  public static Time us(double microseconds) {
    return new Time(microseconds / 1000);
  }

  public static Time s(double seconds) {
    return new Time(seconds * 1000);
  }

  public boolean isPositive() {
    return milliseconds > 0 && milliseconds < Double.POSITIVE_INFINITY;
  }

  /// How many times `other` fits.
  public double dividedBy(Time other) {
    return milliseconds / other.milliseconds;
  }

  public Time times(double factor) {
    return new Time(milliseconds * factor);
  }

  @Override
  public int compareTo(Time other) {
    return Double.compare(milliseconds, other.milliseconds);
  }

  /// In milliseconds, without digits that say nothing: `0.05 ms`.
  @Override
  public String toString() {
    return plain(milliseconds) + " ms";
  }

  /// A number as a person writes it: `3`, not `3.0`, and at most 9 significant digits.
  public static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(value).round(new java.math.MathContext(9));
    return digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
  }
}
