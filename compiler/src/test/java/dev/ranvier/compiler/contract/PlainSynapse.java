package dev.ranvier.compiler.contract;

import dev.ranvier.compiler.synapse.Synapse;

/// A synapse's equations in plain Java: of a step, and in continuous time.
abstract class PlainSynapse {
  /// What is compiled, for a neuron.
  abstract Synapse model(PlainNeuron target);

  /// The same with another number in the place of one of the model's constants.
  abstract PlainSynapse with(String constant, double value);

  abstract int size();

  /// Takes a step, whose states are rounded to single precision.
  abstract void step(double[] states, double arrived, double dt);

  /// What flows in a step, or in continuous time.
  double current(double[] states, double voltage, PlainNeuron target) {
    return states[0];
  }

  /// The slopes of the states, per ms.
  abstract double[] slopes(double[] states);

  /// What an arrival does to the states.
  abstract void arrive(double[] states, double weight);

  /// By how much an arrival lifts the voltage at once.
  double lift(double weight) {
    return 0;
  }

  boolean lifts() {
    return lift(1) != 0;
  }
}
