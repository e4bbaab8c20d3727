package dev.ranvier.tests.differential;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What came of a comparison: how much was compared, how often each rule was called upon, and what
/// no rule allows. Safe for use by several threads.
final class Findings {
  /// More are not told: one cause shows in many elements.
  private static final int MOST_TOLD = 20;

  private final Map<AllowedDifference, Integer> allowed = new EnumMap<>(AllowedDifference.class);
  private final List<String> disagreements = new ArrayList<>();
  private int modules;
  private int steps;
  private long elements;

  synchronized void module() {
    modules++;
  }

  synchronized void step(long compared) {
    steps++;
    elements += compared;
  }

  /// @param seed of the module in which it was found
  void differ(long seed, Difference found) {
    Optional<AllowedDifference> rule = AllowedDifference.of(found);
    synchronized (this) {
      rule.ifPresentOrElse(
          known -> allowed.merge(known, 1, Integer::sum),
          () -> disagree(seed, found.step().function() + ": " + found));
    }
  }

  synchronized void disagree(long seed, String what) {
    disagreements.add("seed " + seed + ", " + what);
  }

  synchronized int modules() {
    return modules;
  }

  synchronized boolean agree() {
    return disagreements.isEmpty();
  }

  /// Tells the disagreements, those first that are told.
  synchronized String told() {
    return disagreements.stream().limit(MOST_TOLD).collect(Collectors.joining("\n"))
        + (disagreements.size() > MOST_TOLD
            ? "\nand %d more".formatted(disagreements.size() - MOST_TOLD)
            : "");
  }

  @Override
  public synchronized String toString() {
    return "%d modules, %d steps, %d elements; %d disagreements; allowed: %s"
        .formatted(modules, steps, elements, disagreements.size(), allowed);
  }
}
