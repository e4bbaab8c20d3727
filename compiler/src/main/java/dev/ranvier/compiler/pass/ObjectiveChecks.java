package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.neuron.Current;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether what a recipe measures of spikes has a derivative: without this check, a loss of spikes
/// through which no derivative goes would train nothing. Whether its names are those of the network
/// is for [RecipeNames].
public final class ObjectiveChecks {
  private final NetworkGraph graph;
  private final Recipe recipe;
  private final Problems problems;

  private ObjectiveChecks(NetworkGraph graph, Recipe recipe, Problems problems) {
    this.graph = graph;
    this.recipe = recipe;
    this.problems = problems.of("recipe for network \"" + graph.name() + '"', graph.location());
  }

  /// Adds what is wrong to `problems`.
  public static void check(Problems problems, NetworkGraph graph, Recipe recipe) {
    new ObjectiveChecks(graph, recipe, problems).objective();
  }

  private void objective() {
    Objective objective = recipe.objective();
    Set<Payload> readable = objective.readout().throughSpikes();
    known(objective.population())
        .filter(_ -> !readable.isEmpty())
        .ifPresent(read -> readout(objective, read, readable));
    known(objective.population())
        .filter(read -> objective.readout().readsThresholds() && read.neuron().spikes())
        .ifPresent(read -> thresholds(objective, read));
    objective.rates().keySet().forEach(this::rate);
  }

  private void thresholds(Objective objective, Node.Population read) {
    Builder builder = new Builder(List.of(), read.location());
    Constants constants = Constants.untrained(builder, read.neuron().constants());
    problems.require(
        read.neuron().threshold(constants).isPresent(),
        "readout %s of %s, whose neurons don't say at which voltage they spike,"
            .formatted(objective.readout(), read.label()),
        "of neurons with a threshold",
        "override Neuron.threshold, or read something else");
  }

  private void readout(Objective objective, Node.Population read, Set<Payload> readable) {
    problems.require(
        !Collections.disjoint(readable, ways(read)),
        "readout %s of %s, whose spikes have %s,"
            .formatted(objective.readout(), read.label(), derivatives(read)),
        "of spikes with " + inWords(readable),
        "use a neuron of that kind, such as Lif.%s, or read something else"
            .formatted(
                readable.contains(Payload.TIMES)
                    ? "exactReset()"
                    : "surrogate(new SuperSpike(10))"));
  }

  private void rate(String name) {
    known(name)
        .ifPresent(
            population ->
                problems.require(
                    ways(population).contains(Payload.VALUES),
                    "rate regulariser of %s, whose spikes have %s,"
                        .formatted(population.label(), derivatives(population)),
                    "of spikes with " + inWords(Set.of(Payload.VALUES)),
                    "give it a neuron such as Lif.surrogate(new SuperSpike(10)), or leave the"
                        + " regulariser out and set revival(...) in the recipe"));
  }

  private Optional<Node.Population> known(String name) {
    return graph.populations().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private String derivatives(Node.Population population) {
    Set<Payload> ways = ways(population);
    return ways.isEmpty() ? "no derivative" : inWords(ways);
  }

  private static String inWords(Set<Payload> ways) {
    return String.join(
        " or ",
        ways.stream()
            .sorted()
            .map(
                way ->
                    switch (way) {
                      case VALUES -> "a surrogate's derivative";
                      case TIMES -> "the derivative of their times";
                      case LATENCIES -> "the derivative of delays";
                    })
            .toList());
  }

  /// By which ways derivatives go through a population's spikes: found by building a step of one
  /// neuron, as only that knows.
  private Set<Payload> ways(Node.Population population) {
    if (!population.neuron().spikes()) {
      return Set.of();
    }
    TensorType one = TensorType.of(ElementType.F32, 1, 1);
    List<Type> types = Collections.nCopies(population.neuron().states().size() + 1, one);
    Builder builder = new Builder(types, population.location());
    List<Value> states = builder.arguments();
    Current current = Current.constant(states.getLast());
    return population
        .neuron()
        .step(
            builder,
            graph.dt(),
            Constants.untrained(builder, population.neuron().constants()),
            states.subList(0, states.size() - 1),
            current)
        .payload()
        .keySet();
  }
}
