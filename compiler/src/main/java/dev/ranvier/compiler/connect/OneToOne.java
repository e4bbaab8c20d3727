package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Source `i` with target `i`.
public record OneToOne() implements Connectivity {
  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    return problems.require(
        sources == targets,
        "oneToOne() from %d sources to %d targets".formatted(sources, targets),
        "between populations of one size",
        "make them equal, or use pairs(...)");
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.of(sources);
  }

  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    int[] targetOf = new int[sources];
    Arrays.setAll(targetOf, i -> i);
    return Wiring.of(targets, Rows.equal(sources, 1), targetOf);
  }

  @Override
  public String toString() {
    return "oneToOne()";
  }
}
