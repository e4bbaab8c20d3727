package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.train.Recipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Whether the populations, projections, constants and states that a recipe names are those of the
/// network.
public final class RecipeNames {
  private final Problems problems;
  private final Problems ofRecipe;
  private final Map<String, Node.Population> populations = new LinkedHashMap<>();
  private final Map<String, Projection> projections = new LinkedHashMap<>();

  private RecipeNames(Problems problems, NetworkGraph graph) {
    this.problems = problems;
    this.ofRecipe = problems.of("recipe for network \"" + graph.name() + '"', graph.location());
    graph.populations().forEach(one -> populations.put(one.name(), one));
    graph.projections().forEach(one -> projections.put(one.name(), one));
  }

  /// Adds what is wrong to `problems`.
  public static void check(Problems problems, NetworkGraph graph, Recipe recipe) {
    new RecipeNames(problems, graph).check(recipe);
  }

  private void check(Recipe recipe) {
    isOne("objective's population", recipe.objective().population(), populations.keySet());
    new TreeSet<>(recipe.objective().rates().keySet())
        .forEach(name -> isOne("rate regulariser of", name, populations.keySet()));
    recipe.weights().ifPresent(names -> areProjections("trained weights of", names));
    areProjections("trained delays of", recipe.delays());
    recipe.selection().neurons().forEach(this::neurons);
    recipe.selection().synapses().forEach(this::synapses);
    recipe.selection().initialStates().forEach(this::initialStates);
  }

  private void areProjections(String what, Set<String> names) {
    new TreeSet<>(names).forEach(name -> isOne(what, name, projections.keySet()));
  }

  private void isOne(String what, String name, Collection<String> known) {
    isOne(ofRecipe, what, name, known);
  }

  private static void isOne(Problems of, String what, String name, Collection<String> known) {
    of.require(
        known.contains(name),
        "%s \"%s\"".formatted(what, name),
        known.isEmpty() ? "there: it has none" : "one of " + String.join(", ", known),
        known.isEmpty() ? "leave it out" : "name one of these");
  }

  private void neurons(String name, Set<String> chosen) {
    Node.Population one = populations.get(name);
    isOne("trained neurons of", name, populations.keySet());
    if (one != null) {
      Problems here = problems.of(one.label(), one.location());
      constants(here, chosen, one.neuron().constants());
    }
  }

  private void synapses(String name, Set<String> chosen) {
    Projection one = projections.get(name);
    isOne("trained synapses of", name, projections.keySet());
    if (one != null) {
      Problems here = problems.of(one.label(), one.location());
      constants(here, chosen, one.synapse().constants());
    }
  }

  private static void constants(Problems here, Set<String> chosen, List<Constant> declared) {
    List<String> names = declared.stream().map(Constant::name).toList();
    chosen.forEach(name -> isOne(here, "trained constant", name, names));
  }

  private void initialStates(String name, Set<String> chosen) {
    Node.Population population = populations.get(name);
    Projection projection = projections.get(name);
    if (population != null) {
      Problems here = problems.of(population.label(), population.location());
      states(here, chosen, population.neuron().states());
    } else if (projection != null) {
      Problems here = problems.of(projection.label(), projection.location());
      states(here, chosen, projection.synapse().states());
    } else {
      List<String> known = new ArrayList<>(populations.keySet());
      known.addAll(projections.keySet());
      isOne("trained initial states of", name, known);
    }
  }

  private static void states(Problems here, Set<String> chosen, List<StateVariable> states) {
    List<String> names =
        states.stream().filter(StateVariable::trainable).map(StateVariable::name).toList();
    chosen.forEach(name -> isOne(here, "trained initial state", name, names));
  }
}
