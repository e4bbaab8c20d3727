package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;

/// A model of a synapse. `toString` gives the model and its parameters.
public sealed interface Synapse permits Exponential {
  /// Builds one step of a batch of synapses, pooled over their sources.
  ///
  /// @param current at the end of the last step, `[batch, targets]` of `f32`
  /// @param arriving the weights of this step's arrivals, summed, of the same shape in `f64`
  /// @return the current of this step
  Value step(Builder builder, TimeStep dt, Value current, Value arriving);

  /// What is wrong with the parameters on the grid of `dt`.
  void check(Problems problems, TimeStep dt);
}
