package dev.ranvier.compiler.exact;

/// A membrane with an exponential synapse between two events, from V and I at time 0 on:
///
///     tm V' = -V + I,   ts I' = -I
///     V(t) = V exp(-t/tm) + I k(t),   I(t) = I exp(-t/ts)
///
/// @param tauMembrane tm, in ms
/// @param tauSynapse ts, in ms
public record Membrane(double tauMembrane, double tauSynapse) {
  /// Below it, a kernel of two time constants is that of one and a first correction.
  private static final double TINY = 1e-4;

  private static final int NEWTON_TRIPS = 60;

  private static final int BISECTIONS = 60;

  /// What a current of 1 at time 0 makes of the voltage at time t.
  public double kernel(double t) {
    double x = t * (1 / tauSynapse - 1 / tauMembrane);
    double slowest = Math.exp(-t / Math.max(tauMembrane, tauSynapse));
    return t / tauMembrane * slowest * fraction(Math.abs(x));
  }

  /// (1 - exp(-x)) / x.
  private static double fraction(double x) {
    return x < TINY ? 1 - x / 2 + x * x / 6 : -Math.expm1(-x) / x;
  }

  public double leak(double t) {
    return Math.exp(-t / tauMembrane);
  }

  public double decay(double t) {
    return Math.exp(-t / tauSynapse);
  }

  public double voltage(double voltage, double current, double t) {
    return voltage * leak(t) + current * kernel(t);
  }

  /// When the voltage is highest, of those that rise at first; may be infinite.
  double peak(double voltage, double current) {
    double z = -(current - voltage) * (tauMembrane - tauSynapse) / (current * tauMembrane);
    if (Math.abs(tauMembrane - tauSynapse) < 1e-12 * tauMembrane) {
      return tauMembrane * (current - voltage) / current;
    }
    return z <= -1 ? Double.POSITIVE_INFINITY : -Math.log1p(z) / (1 / tauSynapse - 1 / tauMembrane);
  }

  /// The first time in (0, horizon] at which the voltage reaches a threshold that it is below at
  /// first; infinity if there is none.
  public double crossing(double voltage, double current, double threshold, double horizon) {
    if (!(current > voltage) || !(current > 0) || threshold == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    double last = Math.min(peak(voltage, current), horizon);
    if (!Double.isFinite(last)) {
      last = 50 * (tauMembrane + tauSynapse);
    }
    if (voltage(voltage, current, last) < threshold) {
      return Double.POSITIVE_INFINITY;
    }
    double low = 0;
    double high = last;
    for (int i = 0; i < BISECTIONS / 4; i++) {
      double middle = (low + high) / 2;
      if (voltage(voltage, current, middle) < threshold) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return polished(voltage, current, threshold, low, high);
  }

  /// Newton's method within a bracket, of which a half is taken where it leaves it.
  private double polished(
      double voltage, double current, double threshold, double below, double above) {
    double low = below;
    double high = above;
    double t = low;
    for (int i = 0; i < NEWTON_TRIPS; i++) {
      double reached = voltage(voltage, current, t);
      if (reached < threshold) {
        low = t;
      } else {
        high = t;
      }
      double slope = (current * decay(t) - reached) / tauMembrane;
      double next = t + (threshold - reached) / slope;
      if (!(next >= low && next <= high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - t) <= 1e-15 * Math.abs(t)) {
        return next;
      }
      t = next;
    }
    return t;
  }

  /// As `crossing`, of a threshold of `threshold + adaptation exp(-t/tauAdaptation)`, found by
  /// steps so short that no peak is missed between them.
  double crossing(
      double voltage, double current, double threshold, Adaptation adaptation, double horizon) {
    double step = tauMembrane / 1000;
    double before = voltage - threshold - adaptation.at(0);
    for (double t = 0; t < horizon; t += step) {
      double end = Math.min(t + step, horizon);
      double after = voltage(voltage, current, end) - threshold - adaptation.at(end);
      if (before < 0 && after >= 0) {
        return bisected(voltage, current, threshold, adaptation, t, end);
      }
      before = after;
    }
    return Double.POSITIVE_INFINITY;
  }

  private double bisected(
      double voltage,
      double current,
      double threshold,
      Adaptation adaptation,
      double below,
      double above) {
    double low = below;
    double high = above;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (voltage(voltage, current, middle) < threshold + adaptation.at(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /// What is added to a threshold, ta a' = -a.
  record Adaptation(double start, double tau) {
    double at(double t) {
      return start * Math.exp(-t / tau);
    }
  }
}
