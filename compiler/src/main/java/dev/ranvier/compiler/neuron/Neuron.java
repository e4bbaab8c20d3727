package dev.ranvier.compiler.neuron;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;

/// A model of a neuron. `toString` gives the model and its parameters, for graphs and messages.
public sealed interface Neuron permits Lif {
  /// What is wrong with the parameters on the grid of `dt`.
  void check(Problems problems, TimeStep dt);

  /// The voltages at the end of a step and where there was a spike in it.
  record Step(Value voltage, Value spikes) {}

  /// Builds one step of a batch of populations.
  ///
  /// @param voltage at the end of the last step, `[batch, neurons]` of `f32`
  /// @param current of this step, summed over all projections, of the same type
  Step step(Builder builder, TimeStep dt, Value voltage, Value current);

  /// The voltage that a neuron has before the first step.
  double initialVoltage();
}
