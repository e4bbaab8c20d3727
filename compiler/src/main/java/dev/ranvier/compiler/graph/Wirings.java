package dev.ranvier.compiler.graph;

import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.parameter.Streams;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.problem.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Draws the wirings of a network's sparse projections. The number of synapses depends on the draw,
/// and so do shapes: passes and parameters take wirings of the same seed.
public final class Wirings {
  private Wirings() {}

  /// @return a wiring for each projection that is not dense, in the order of the declarations
  /// @throws NetworkException if a draw gives no synapse at all
  public static Map<Projection, Wiring> of(NetworkGraph graph, long seed) {
    Problems problems = Problems.none("network \"" + graph.name() + '"', graph.location());
    Map<Projection, Wiring> wirings = new LinkedHashMap<>();
    for (Projection projection : graph.projections()) {
      if (!projection.connectivity().isDense()) {
        Wiring wiring = draw(projection, seed);
        wirings.put(projection, wiring);
        problems
            .of(projection.label(), projection.location())
            .require(
                wiring.synapses() >= 1,
                "number of synapses 0 of %s with seed %d"
                    .formatted(projection.connectivity(), seed),
                "at least 1",
                "use a larger probability, or another seed");
      }
    }
    problems.throwIfAny();
    return Collections.unmodifiableMap(wirings);
  }

  private static Wiring draw(Projection projection, long seed) {
    return projection
        .connectivity()
        .draw(
            Streams.of(seed, projection.targetsPort()),
            projection.source().size(),
            projection.target().size());
  }
}
