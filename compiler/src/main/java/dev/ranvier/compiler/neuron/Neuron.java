package dev.ranvier.compiler.neuron;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;

/// A model of a neuron. `toString` gives the model and its parameters, for graphs and messages.
public sealed interface Neuron permits Lif {
  /// What is wrong with the parameters on the grid of `dt`.
  void check(Problems problems, TimeStep dt);

  /// The voltage that a neuron has before the first step.
  double initialVoltage();
}
