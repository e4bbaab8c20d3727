package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;

/// A model of a synapse. `toString` gives the model and its parameters.
public sealed interface Synapse permits Exponential {
  /// What is wrong with the parameters on the grid of `dt`.
  void check(Problems problems, TimeStep dt);
}
