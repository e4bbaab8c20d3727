package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Every source reaches the same number of targets, drawn without repeats.
public record FixedFanOut(int targetsPerSource, Autapses autapses) implements Connectivity {
  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    int most = autapses.candidates(targets);
    return autapses.check(problems, this, recurrent)
        && problems.require(
            targetsPerSource >= 1 && targetsPerSource <= most,
            "fan-out " + targetsPerSource,
            "between 1 and the " + most + " targets that a source can reach",
            "change the fan-out, or the size of the target");
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.of((long) sources * targetsPerSource);
  }

  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    return Wiring.of(
        targets,
        Rows.equal(sources, targetsPerSource),
        Sample.rows(random, sources, targetsPerSource, targets, autapses));
  }

  @Override
  public String toString() {
    return "fixedFanOut(" + targetsPerSource + autapses.suffix() + ")";
  }
}
