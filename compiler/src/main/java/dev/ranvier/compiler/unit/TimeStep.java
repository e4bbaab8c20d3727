package dev.ranvier.compiler.unit;

import java.util.OptionalInt;

/// The step dt of a network: the grid on which spikes are sent and arrive.
public record TimeStep(Time length) {
  /// How far a time may lie off the grid, in steps, and still be on it: what rounding of decimal
  /// numbers leaves.
  private static final double TOLERANCE = 1e-6;

  /// The number of steps in a time that is a multiple of dt; empty if it is none, or too long to
  /// count.
  public OptionalInt stepsIn(Time time) {
    double exact = time.dividedBy(length);
    double nearest = Math.rint(exact);
    boolean onGrid = Math.abs(exact - nearest) <= TOLERANCE && Math.abs(nearest) < 1e9;
    return onGrid ? OptionalInt.of((int) nearest) : OptionalInt.empty();
  }

  /// The nearest number of steps, but at least one.
  public int nearestSteps(Time time) {
    return (int) Math.max(1, Math.min(1e9, Math.rint(time.dividedBy(length))));
  }

  public Time timeOf(int steps) {
    return length.times(steps);
  }

  /// What is left of a quantity with time constant `tau` after one step: exp(-dt/tau).
  public double decay(Time tau) {
    return Math.exp(-length.dividedBy(tau));
  }

  @Override
  public String toString() {
    return "dt " + length;
  }
}
