package dev.ranvier.compiler.unit;

/// How often something happens, on average. As with times, a wrong number is reported where it is
/// used.
///
/// @param hertz events a second
public record Rate(double hertz) {
  public static Rate hz(double hertz) {
    return new Rate(hertz);
  }

  /// Events in a step of a network.
  public double perStep(TimeStep dt) {
    return hertz * dt.length().milliseconds() / 1000;
  }

  public boolean isFiniteAndNotNegative() {
    return hertz >= 0 && hertz < Double.POSITIVE_INFINITY;
  }

  @Override
  public String toString() {
    return Time.plain(hertz) + " Hz";
  }
}
