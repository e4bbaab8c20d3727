package dev.ranvier.compiler.parameter;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;

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
  void each(double[] milliseconds, int targets) {
    for (int i = 0; i < milliseconds.length; i++) {
      Time delay = Time.ms(milliseconds[i]);
      if (!onGrid("delay [%d][%d] = %s".formatted(i / targets, i % targets, delay), delay)) {
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
