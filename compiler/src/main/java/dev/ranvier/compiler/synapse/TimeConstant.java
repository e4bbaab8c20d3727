package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;

/// What a time constant of a synapse must be.
final class TimeConstant {
  private TimeConstant() {}

  /// @param name of the time constant, for messages: `synapse tau`
  /// @return whether nothing is wrong
  static boolean check(Problems problems, String name, Time tau, TimeStep dt) {
    boolean positive =
        problems.require(
            tau.isPositive(),
            name + " " + tau,
            "more than 0 ms and finite",
            "give a time constant such as ms(5)");
    if (!positive || !dt.length().isPositive()) {
      return positive;
    }
    return problems.require(
        tau.compareTo(dt.length()) >= 0,
        name + " " + tau,
        "at least one step (" + dt + ")",
        "use a longer time constant, or a smaller dt");
  }
}
