package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Every target is reached by the same number of sources, drawn without repeats.
public record FixedFanIn(int sourcesPerTarget, Autapses autapses) implements Connectivity {
  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    int most = autapses.candidates(sources);
    return autapses.check(problems, this, recurrent)
        && problems.require(
            sourcesPerTarget >= 1 && sourcesPerTarget <= most,
            "fan-in " + sourcesPerTarget,
            "between 1 and the " + most + " sources that can reach a target",
            "change the fan-in, or the size of the source");
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.of((long) targets * sourcesPerTarget);
  }

  /// Draws the sources of each target, then turns the matrix: in the order of targets, each goes to
  /// the end of its source's row.
  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    int[] sourceOf = Sample.rows(random, targets, sourcesPerTarget, sources, autapses);
    int[] rowStarts = Rows.counting(sources, sourceOf);
    int[] ends = rowStarts.clone();
    int[] targetOf = new int[sourceOf.length];
    for (int i = 0; i < sourceOf.length; i++) {
      targetOf[ends[sourceOf[i]]++] = i / sourcesPerTarget;
    }
    return Wiring.of(targets, rowStarts, targetOf);
  }

  @Override
  public String toString() {
    return "fixedFanIn(" + sourcesPerTarget + autapses.suffix() + ")";
  }
}
