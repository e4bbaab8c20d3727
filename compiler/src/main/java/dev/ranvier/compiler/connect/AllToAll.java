package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Every source with every target: a dense matrix, for which no wiring is kept.
public record AllToAll() implements Connectivity {
  @Override
  public boolean isDense() {
    return true;
  }

  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    return true;
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.of((long) sources * targets);
  }

  /// The matrix spelled out.
  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    int[] targetOf = new int[Math.multiplyExact(sources, targets)];
    for (int i = 0; i < targetOf.length; i++) {
      targetOf[i] = i % targets;
    }
    return Wiring.of(targets, Rows.equal(sources, targets), targetOf);
  }

  @Override
  public String toString() {
    return "allToAll()";
  }
}
