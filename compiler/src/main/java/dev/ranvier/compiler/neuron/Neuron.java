package dev.ranvier.compiler.neuron;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model of a neuron: what it carries, and its equation of one step, written with tensor ops and
/// those of `derivative` and `surrogate`. Users write their own in the same way. `toString` gives
/// the model and its parameters, for graphs and messages.
public interface Neuron {
  /// What is wrong with the parameters on the grid of `dt`.
  void check(Problems problems, TimeStep dt);

  /// What a neuron carries from step to step; the first is its voltage.
  List<StateVariable> states();

  /// The numbers in its equations that can be trained. Its initial states don't depend on them.
  default List<Constant> constants() {
    return List.of();
  }

  /// The end of a step.
  ///
  /// @param states at its end, in their order, after any reset
  /// @param spikes `i1`, where there was one in this step
  /// @param payload how derivatives go through the spikes: `VALUES` for a surrogate, `TIMES` for
  ///   the time of the crossing
  record Step(List<Value> states, Value spikes, Map<Payload, Value> payload) {
    public Step {
      states = List.copyOf(states);
    }

    public Value voltage() {
      return states.getFirst();
    }
  }

  /// Builds one step of a batch of populations.
  ///
  /// @param constants those of `constants()`, as numbers or, where they are trained, as tensors
  /// @param states at the end of the last step, each `[batch, neurons]` of `f32`
  /// @param current of this step, of the same type
  Step step(Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current);

  /// The voltage at which it spikes, if that is one number: how far a silent neuron is from it is
  /// what some readouts ask for.
  ///
  /// @param constants those of `constants()`
  default Optional<Coefficient> threshold(Constants constants) {
    return Optional.empty();
  }

  /// Whether it ever spikes; one that does not, can be read but not projected from.
  default boolean spikes() {
    return true;
  }
}
