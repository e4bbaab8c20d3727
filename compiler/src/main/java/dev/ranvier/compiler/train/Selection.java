package dev.ranvier.compiler.train;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which numbers of which models are trained, by the names of populations and projections.
///
/// @param neurons constants of neurons, by population
/// @param synapses constants of synapses, by projection
/// @param initialStates states whose beginning is trained, by population or projection
public record Selection(
    SortedMap<String, SortedSet<String>> neurons,
    SortedMap<String, SortedSet<String>> synapses,
    SortedMap<String, SortedSet<String>> initialStates) {
  static final Selection NONE = new Selection(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  public Selection {
    neurons = copy(neurons);
    synapses = copy(synapses);
    initialStates = copy(initialStates);
  }

  Selection withNeurons(String population, String... constants) {
    return new Selection(with(neurons, population, constants), synapses, initialStates);
  }

  Selection withSynapses(String projection, String... constants) {
    return new Selection(neurons, with(synapses, projection, constants), initialStates);
  }

  Selection withInitialStates(String name, String... states) {
    return new Selection(neurons, synapses, with(initialStates, name, states));
  }

  public Set<String> neuron(String population) {
    return neurons.getOrDefault(population, Collections.emptySortedSet());
  }

  public Set<String> synapse(String projection) {
    return synapses.getOrDefault(projection, Collections.emptySortedSet());
  }

  public Set<String> initialStates(String name) {
    return initialStates.getOrDefault(name, Collections.emptySortedSet());
  }

  private static SortedMap<String, SortedSet<String>> copy(
      Map<String, SortedSet<String>> selected) {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    selected.forEach(
        (name, chosen) -> copy.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(chosen))));
    return Collections.unmodifiableSortedMap(copy);
  }

  private static SortedMap<String, SortedSet<String>> with(
      SortedMap<String, SortedSet<String>> selected, String name, String... chosen) {
    SortedMap<String, SortedSet<String>> more = new TreeMap<>(selected);
    SortedSet<String> all = new TreeSet<>(List.of(chosen));
    all.addAll(more.getOrDefault(name, Collections.emptySortedSet()));
    more.put(name, all);
    return more;
  }
}
