package dev.ranvier.compiler.plan;

import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Wirings;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.TimeLoops;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What is decided of a network before it is built for a target and a batch.
///
/// @param batch how many samples run side by side
/// @param wirings of the projections that are not dense
/// @param ranked where each projection could keep its events, the cheapest first
/// @param choices where it does keep them
public record Plan(
    long batch,
    Map<Projection, Wiring> wirings,
    Map<Projection, List<Choice>> ranked,
    Map<Projection, Choice> choices) {
  /// @param seed that the wirings are drawn from
  /// @throws NetworkException if a wiring is empty, or a layout that the user asks for can't be had
  public static Plan of(NetworkGraph graph, Target target, long batch, long seed) {
    Map<Projection, Wiring> wirings = Wirings.of(graph, seed);
    Problems problems = Problems.none("network \"" + graph.name() + '"', graph.location());
    Map<Projection, List<Choice>> ranked = new LinkedHashMap<>();
    Map<Projection, Choice> choices = new LinkedHashMap<>();
    for (Projection projection : graph.projections()) {
      Load load = Load.of(graph, projection, Optional.ofNullable(wirings.get(projection)), batch);
      List<Choice> layouts = Candidates.of(load, target);
      ranked.put(projection, layouts);
      Optional.ofNullable(wirings.get(projection))
          .ifPresent(drawn -> checkShared(projection, drawn, target, problems));
      choose(projection, load, layouts, target, problems)
          .ifPresent(choice -> choices.put(projection, choice));
    }
    problems.throwIfAny();
    return new Plan(
        batch, wirings, Collections.unmodifiableMap(ranked), Collections.unmodifiableMap(choices));
  }

  /// Shared weights are looked up by a product, see `LookUpByProducts`.
  private static void checkShared(
      Projection projection, Wiring wiring, Target target, Problems problems) {
    boolean lookedUp = target.time() == TimeLoops.UNROLLED && wiring.sharesWeights();
    problems
        .of(projection.label(), projection.location())
        .require(
            !lookedUp || (long) wiring.synapses() * wiring.weights() <= Candidates.MOST_ENDS,
            "%d weights that %d synapses share".formatted(wiring.weights(), wiring.synapses()),
            "at most %d for target %s"
                .formatted(Candidates.MOST_ENDS / wiring.synapses(), target.name()),
            "use a smaller kernel, fewer channels, or another target");
  }

  private static Optional<Choice> choose(
      Projection projection, Load load, List<Choice> ranked, Target target, Problems problems) {
    Problems ofProjection = problems.of(projection.label(), projection.location());
    if (projection.layout().isEmpty()) {
      List<Choice> unasked = ranked.stream().filter(one -> !one.ifAsked()).toList();
      ofProjection.require(
          !unasked.isEmpty(),
          "%d sparse synapses between %d and %d neurons"
              .formatted(load.synapses(), load.sources(), load.targets()),
          "at most %d for target %s"
              .formatted(Candidates.MOST_ENDS / (load.sources() + load.targets()), target.name()),
          ranked.isEmpty()
              ? "use dense(), fewer synapses, or another target"
              : "use dense(), fewer synapses, or gathers and scatters by .layout(\"%s\")"
                  .formatted(ranked.getFirst().layout()));
      return unasked.stream().findFirst();
    }
    Optional<Choice> pinned =
        ranked.stream().filter(one -> one.layout().equals(projection.layout())).findFirst();
    ofProjection.require(
        pinned.isPresent(),
        "layout \"" + projection.layout() + '"',
        "one of " + ranked.stream().map(Choice::layout).toList(),
        "ask for one of these, or for none");
    return pinned;
  }

  public Choice choice(Projection projection) {
    return known(choices, projection);
  }

  /// What a projection could have, the cheapest first.
  public List<Choice> ranked(Projection projection) {
    return known(ranked, projection);
  }

  private static <T> T known(Map<Projection, T> values, Projection projection) {
    return Objects.requireNonNull(values.get(projection), projection::label);
  }

  public Optional<Wiring> wiring(Projection projection) {
    return Optional.ofNullable(wirings.get(projection));
  }

  /// The type of what is under way in a projection.
  public ProjectionType typeOf(Projection projection, NetworkGraph graph) {
    long synapses =
        wiring(projection)
            .map(wiring -> (long) wiring.synapses())
            .orElse((long) projection.source().size() * projection.target().size());
    QueueType queues =
        projection.queue().type(projection.delays(), graph.dt(), List.of(batch, synapses));
    return new ProjectionType(
        queues.withLayout(choice(projection).layout()),
        projection.source().size(),
        projection.target().size());
  }
}
