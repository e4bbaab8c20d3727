package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Declarations;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Queue;
import java.util.List;

/// A recurrent network as the table measures it: one population in which each neuron is driven by a
/// constant current of its own, so that most spike, at some 20 Hz, and in which synapses are too
/// weak to change that much.
///
/// @param name for tables
/// @param probability that a source reaches a target; 1 for a dense projection
/// @param delays of the synapses
/// @param queue of each synapse
record DrivenNetwork(String name, int neurons, double probability, Delays delays, Queue queue) {
  static final String CELLS = "cells";

  /// Milliseconds.
  static final double STEP = 0.025;

  /// The networks of the table.
  static List<DrivenNetwork> all() {
    Delays around = Delays.normal(ms(4), ms(0.5), ms(STEP), ms(279 * STEP));
    Delays mixed = Delays.uniform(ms(STEP), ms(80 * STEP));
    Delays equal = Delays.constant(ms(40 * STEP));
    return List.of(
        new DrivenNetwork("dense-100", 100, 1, around, ring()),
        new DrivenNetwork("dense-1000", 1000, 1, around, ring()),
        new DrivenNetwork("sparse-1000-mixed", 1000, 0.1, mixed, ring()),
        new DrivenNetwork("sparse-1000-equal", 1000, 0.1, equal, ring()),
        new DrivenNetwork("sparse-4000-mixed", 4000, 0.1, mixed, ring()),
        new DrivenNetwork("sparse-4000-equal", 4000, 0.1, equal, ring()));
  }

  DrivenNetwork withQueue(Queue other) {
    return new DrivenNetwork(name, neurons, probability, delays, other);
  }

  /// With all of its synapses.
  Network whole() {
    return Network.named(
        "driven",
        dt(ms(STEP)),
        n -> {
          Node.Population cells = cells(n);
          n.project(cells, cells, synapses());
        });
  }

  /// Without any synapse: what the neurons alone cost.
  Network floor() {
    return Network.named("floor", dt(ms(STEP)), this::cells);
  }

  /// Nothing is recorded: spikes are counted anyway.
  private Node.Population cells(Declarations n) {
    Lif lif = Lif.nextStepReset().tauMembrane(ms(10)).threshold(1);
    Node.Population cells = n.population(CELLS, neurons, lif);
    n.drive(cells, uniform(0.08, 0.12));
    return cells;
  }

  private Connection synapses() {
    Connection all = probability == 1 ? dense() : fixedProbability(probability);
    return all.weights(normal(0, 0.2 / Math.sqrt(neurons * probability)))
        .delays(delays)
        .synapse(exponential(ms(2)))
        .queue(queue);
  }
}
