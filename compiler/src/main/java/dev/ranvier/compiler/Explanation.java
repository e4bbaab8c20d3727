package dev.ranvier.compiler;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.plan.Choice;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.type.ProjectionType;
import java.util.List;
import java.util.stream.Collectors;

/// What the compiler chose, in words.
final class Explanation {
  private Explanation() {}

  static String of(NetworkGraph graph, Target target, Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("network \"%s\" on %s\n".formatted(graph.name(), target.name()));
    for (Projection projection : graph.projections()) {
      text.append(of(projection, graph, plan));
    }
    return text.toString();
  }

  private static String of(Projection projection, NetworkGraph graph, Plan plan) {
    ProjectionType type = plan.typeOf(projection, graph);
    Choice choice = plan.choice(projection);
    return """
          %s
            queue:     %s, delays %d to %d steps: %s
            synapses:  %d (%s) in each sample
            layout:    %s%s: %s
            others:    %s
        """
        .formatted(
            projection.label(),
            projection.queue(),
            projection.delays().smallestSteps(graph.dt()),
            projection.delays().largestSteps(graph.dt()),
            type.queues(),
            type.synapses(),
            projection.connectivity(),
            choice,
            projection.layout().isEmpty() ? "" : ", as you asked",
            choice.why(),
            others(plan.ranked(projection), choice));
  }

  private static String others(List<Choice> ranked, Choice taken) {
    String others =
        ranked.stream()
            .filter(choice -> !choice.equals(taken))
            .map(Choice::toString)
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "none" : others;
  }
}
