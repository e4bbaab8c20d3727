package dev.ranvier.compiler.synapse;

import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// A model of a synapse, pooled over the sources of each target: what it carries and its equation
/// of one step. Users write their own in the same way. `toString` gives the model and its
/// parameters.
public interface Synapse {
  /// What arrives in a step, `[batch, targets]` of `f64`.
  ///
  /// @param weights of the arrivals, summed
  /// @param lateness the sum of weight * lateness in ms: zero, with a derivative by which states
  ///   move that decay or grow after an arrival
  record Arrivals(Value weights, Value lateness) {}

  /// What a target carries from step to step; the first is called `current` where it is one.
  List<StateVariable> states();

  /// The numbers in its equations that can be trained, one for each target.
  default List<Constant> constants() {
    return List.of();
  }

  /// Builds one step.
  ///
  /// @param constants those of `constants()`, as numbers or, where they are trained, as tensors
  /// @param states at the end of the last step, each `[batch, targets]` of `f32`
  /// @return the states with this step's arrivals
  List<Value> step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Arrivals arrivals);

  /// What flows into the targets, `f32`.
  ///
  /// @param states with this step's arrivals
  /// @param voltage of the targets at the end of the last step
  Value current(Builder builder, Constants constants, List<Value> states, Value voltage);

  /// What is wrong with the parameters on the grid of `dt`.
  void check(Problems problems, TimeStep dt);
}
