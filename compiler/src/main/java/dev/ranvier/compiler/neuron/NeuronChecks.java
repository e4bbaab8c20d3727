package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;

/// What parameters of neurons must be on a grid; each check says whether it holds.
record NeuronChecks(Problems problems, TimeStep dt) {
  boolean timeConstant(String name, Time tau) {
    boolean positive =
        problems.require(
            tau.isPositive(),
            name + " " + tau,
            "more than 0 ms and finite",
            "give a time constant such as ms(10)");
    if (!positive || !dt.length().isPositive()) {
      return positive;
    }
    return problems.require(
        tau.compareTo(dt.length()) >= 0,
        name + " " + tau,
        "at least one step (" + dt + ")",
        "use a longer time constant, or a smaller dt");
  }

  boolean finite(String name, double value) {
    return problems.require(
        Double.isFinite(value), name + " " + plain(value), "finite", "give a finite number");
  }

  boolean positive(String name, double value, String remedy) {
    return problems.require(
        value > 0 && Double.isFinite(value),
        name + " " + plain(value),
        "more than 0 and finite",
        remedy);
  }

  /// @param level where spikes are sent: `threshold` or `peak`
  boolean resetBelow(double reset, String level, double value) {
    boolean finite =
        problems.require(
            Double.isFinite(value) && Double.isFinite(reset),
            "%s %s with reset %s".formatted(level, plain(value), plain(reset)),
            "finite",
            "give finite voltages");
    return finite
        && problems.require(
            reset < value,
            "reset " + plain(reset),
            "below %s %s".formatted(level, plain(value)),
            "lower the reset, or raise the " + level);
  }
}
