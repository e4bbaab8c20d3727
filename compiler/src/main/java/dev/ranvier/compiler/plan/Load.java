package dev.ranvier.compiler.plan;

import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.queue.Queue;
import java.util.List;
import java.util.Optional;

/// What a projection asks of whoever keeps its events.
///
/// @param capacity as the queue's type has it
/// @param shortest delay, in steps
/// @param longest delay, in steps
/// @param spikes expected of each source in a step
record Load(
    Queue queue,
    int capacity,
    int shortest,
    int longest,
    long batch,
    long sources,
    long targets,
    long synapses,
    boolean dense,
    double spikes) {
  static Load of(NetworkGraph graph, Projection projection, Optional<Wiring> wiring, long batch) {
    long sources = projection.source().size();
    long targets = projection.target().size();
    return new Load(
        projection.queue(),
        projection.queue().type(projection.delays(), graph.dt(), List.of()).capacity(),
        projection.delays().smallestSteps(graph.dt()),
        projection.delays().largestSteps(graph.dt()),
        batch,
        sources,
        targets,
        wiring.map(drawn -> (long) drawn.synapses()).orElse(sources * targets),
        wiring.isEmpty(),
        Math.min(1, projection.expectedRate().perStep(graph.dt())));
  }

  boolean hasEqualDelays() {
    return shortest == longest;
  }

  /// The places at which each synapse might begin and end, all together.
  long ends() {
    return synapses * (sources + targets);
  }

  /// Events that are sent in a step.
  double events() {
    return spikes * batch * synapses;
  }
}
