package dev.ranvier.compiler.connect;

import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.Time;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Every source reaches every target with one probability, each on its own.
public record FixedProbability(double probability, Autapses autapses) implements Connectivity {
  @Override
  public boolean check(Problems problems, int sources, int targets, boolean recurrent) {
    return autapses.check(problems, this, recurrent)
        && problems.require(
            probability > 0 && probability <= 1,
            "probability " + Time.plain(probability),
            "more than 0 and at most 1",
            "give a probability such as 0.1")
        && problems.require(
            autapses.candidates(targets) >= 1,
            this + " in a population of 1",
            "between different neurons",
            "allow autapses, or give the population a size of 2 or more");
  }

  @Override
  public OptionalLong synapses(int sources, int targets) {
    return OptionalLong.empty();
  }

  @Override
  public long expectedSynapses(int sources, int targets) {
    return Math.round(probability * sources * autapses.candidates(targets));
  }

  /// Goes from synapse to synapse: how many pairs lie between two of them is geometrically
  /// distributed (Fan, Muller and Rezucha, Journal of the American Statistical Association 57,
  /// 1962). So the work grows with the synapses, not with the pairs.
  @Override
  public Wiring draw(RandomGenerator random, int sources, int targets) {
    int width = autapses.candidates(targets);
    long pairs = (long) sources * width;
    double logOfMiss = StrictMath.log1p(-probability);
    int[] targetOf = new int[(int) Math.min(pairs, room(sources, targets))];
    int[] rowStarts = new int[sources + 1];
    int count = 0;
    for (long pair = misses(random, logOfMiss); pair < pairs; ) {
      int source = (int) (pair / width);
      if (count == targetOf.length) {
        targetOf = Arrays.copyOf(targetOf, count + count / 8 + 16);
      }
      targetOf[count++] = autapses.neuron((int) (pair - (long) source * width), source);
      rowStarts[source + 1]++;
      pair += 1 + Math.min(pairs, misses(random, logOfMiss));
    }
    Arrays.parallelPrefix(rowStarts, Integer::sum);
    return Wiring.of(targets, rowStarts, Arrays.copyOf(targetOf, count));
  }

  /// Rarely too little: six standard deviations above the mean.
  private long room(int sources, int targets) {
    long expected = expectedSynapses(sources, targets);
    return expected + (long) (6 * Math.sqrt((double) expected)) + 16;
  }

  private static long misses(RandomGenerator random, double logOfMiss) {
    return (long) (StrictMath.log(1 - random.nextDouble()) / logOfMiss);
  }

  @Override
  public String toString() {
    return "fixedProbability(" + Time.plain(probability) + autapses.suffix() + ")";
  }
}
