package dev.ranvier.compiler.graph;

import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.ir.op.Location;

/// What spikes come from: an input, whose spikes are given, or a population.
public sealed interface Node {
  String name();

  /// How many channels or neurons it has.
  int size();

  Location location();

  /// For messages: `population "hidden"`.
  String label();

  /// Spikes that are given, step by step.
  record Input(String name, int size, Location location) implements Node {
    @Override
    public String label() {
      return "input \"" + name + "\"";
    }

    @Override
    public String toString() {
      return "%s size %d".formatted(label(), size);
    }
  }

  /// Neurons of one model and one set of parameters.
  record Population(String name, int size, Neuron neuron, Location location) implements Node {
    /// The port of a constant of the model, `f32`, one for each neuron, where it is trained.
    public String constantPort(String constant) {
      return name + "." + constant;
    }

    /// The count of each neuron's spikes in each sample.
    public String spikeCountPort() {
      return name + ".spikeCount";
    }

    /// The count of the voltages of a batch that are no finite numbers after its last step.
    public String notFinitePort() {
      return name + ".notFinite";
    }

    @Override
    public String label() {
      return "population \"" + name + "\"";
    }

    @Override
    public String toString() {
      return "%s size %d: %s".formatted(label(), size, neuron);
    }
  }
}
