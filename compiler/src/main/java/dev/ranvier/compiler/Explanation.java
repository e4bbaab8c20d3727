package dev.ranvier.compiler;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.type.QueueType;

/// What the compiler chose, in words.
final class Explanation {
  private Explanation() {}

  static String of(NetworkGraph graph, Settings settings, Target target, Module event) {
    StringBuilder text = new StringBuilder();
    text.append("network \"%s\" on %s\n".formatted(graph.name(), target.name()));
    for (Projection projection : graph.projections()) {
      text.append(of(projection, graph, settings, target, event));
    }
    return text.toString();
  }

  private static String of(
      Projection projection, NetworkGraph graph, Settings settings, Target target, Module event) {
    QueueType type = projection.queueType(graph.dt(), settings.batch());
    QueueLowering lowering = LowerQueues.choose(event, target, type);
    return """
          %s
            queue:     %s, delays %d to %d steps: %s
            placement: %s, %d x %d synapses in each sample
            lowering:  %s
        """
        .formatted(
            projection.label(),
            projection.queue(),
            projection.delays().smallestSteps(graph.dt()),
            projection.delays().largestSteps(graph.dt()),
            type,
            lowering.placement(),
            projection.source().size(),
            projection.target().size(),
            lowering.why());
  }
}
