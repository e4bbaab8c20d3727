package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import java.util.function.IntFunction;

/// The rules of delays: on the grid of dt, at least one step, within what the queue reaches.
record DelayChecks(Problems problems, TimeStep dt, int reach) {
  boolean onGrid(String got, Time delay) {
    if (!withinReach(got, delay)) {
      return false;
    }
    return problems.require(
        dt.stepsIn(delay).isPresent(),
        got,
        "a multiple of " + dt,
        "use %s, or change dt".formatted(dt.timeOf(dt.nearestSteps(delay))));
  }

  void spread(Time mean, Time deviation) {
    problems.require(
        Double.isFinite(mean.milliseconds()), "mean delay " + mean, "finite", "give a finite mean");
    problems.require(
        Double.isFinite(deviation.milliseconds()) && deviation.milliseconds() >= 0,
        "standard deviation of delays " + deviation,
        "finite and at least 0 ms",
        "give a deviation of at least 0 ms");
  }

  void range(Time low, Time high) {
    problems.require(
        low.compareTo(high) <= 0,
        "range of delays %s to %s".formatted(low, high),
        "rising",
        "give the shorter delay first");
    if (withinReach("shortest delay " + low, low)) {
      withinReach("longest delay " + high, high);
    }
  }

  /// Reports the first delay that breaks a rule: the others likely break it alike.
  ///
  /// @param place what a delay is numbered by: `[source][target]`
  void each(double[] milliseconds, IntFunction<String> place) {
    for (int i = 0; i < milliseconds.length; i++) {
      Time delay = Time.ms(milliseconds[i]);
      if (!onGrid("delay %s = %s".formatted(place.apply(i), delay), delay)) {
        return;
      }
    }
  }

  private boolean withinReach(String got, Time delay) {
    double steps = delay.dividedBy(dt.length());
    return problems.require(
            steps >= 1 - 1e-6,
            got,
            "at least one step (" + dt + ")",
            "use %s or more, or a smaller dt".formatted(dt.length()))
        && problems.require(
            steps <= reach + 1e-6,
            got,
            "at most %s (%d steps)".formatted(dt.timeOf(reach), reach),
            "use a shorter delay, or a larger dt");
  }
}
