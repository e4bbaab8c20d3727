package dev.ranvier.compiler.contract;

import dev.ranvier.compiler.neuron.Neuron;
import java.util.function.DoubleUnaryOperator;

/// A neuron's equations in plain Java: of a step, and in continuous time.
abstract class PlainNeuron {
  /// What is compiled.
  abstract Neuron model();

  /// The same with another number in the place of one of the model's constants.
  abstract PlainNeuron with(String constant, double value);

  /// Takes a step, whose states are rounded to single precision.
  ///
  /// @param current by the voltage, of this step
  /// @return whether there was a spike
  abstract boolean step(double[] states, DoubleUnaryOperator current, double dt);

  /// The slopes of the states, per ms.
  abstract double[] slopes(double[] states, double current);

  /// What rises above zero at a spike.
  abstract double distance(double[] states);

  /// What a spike does to the states.
  abstract void jump(double[] states);

  /// How long the voltage stays where it is after a spike, in ms.
  double hold() {
    return 0;
  }

  /// A reversal potential well above threshold.
  double reversal() {
    return 4;
  }

  /// Whether derivatives go by the spike's time.
  boolean isExact() {
    return true;
  }

  /// Whether the slope of the voltage is linear in it.
  boolean isLinear() {
    return false;
  }

  /// How many times the weight that only just makes it spike it is given. Where a neuron dwells at
  /// its onset, everything moves a lot, and steps matter.
  double drive() {
    return 1.4;
  }

  /// How many times shorter than those of others steps must be, to be near continuous time.
  int finer() {
    return 1;
  }

  double[] start() {
    return model().states().stream().mapToDouble(state -> (float) state.initial()).toArray();
  }

  @Override
  public String toString() {
    return model().toString();
  }
}
