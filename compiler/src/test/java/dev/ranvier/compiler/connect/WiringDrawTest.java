package dev.ranvier.compiler.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.parameter.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule draws a wiring that keeps it, and random ones are as random as they say.
class WiringDrawTest {
  private static final long SEED = 20;

  private static RandomGenerator random() {
    return Streams.of(SEED, "a->b.targets");
  }

  private static Wiring draw(Connectivity connectivity, int sources, int targets) {
    return connectivity.draw(random(), sources, targets);
  }

  static List<Connectivity> rulesOfTenToTen() {
    return List.of(
        new AllToAll(),
        new OneToOne(),
        new FixedFanOut(3, Autapses.ALLOWED),
        new FixedFanOut(9, Autapses.NONE),
        new FixedFanIn(4, Autapses.ALLOWED),
        new FixedFanIn(1, Autapses.NONE),
        new FixedProbability(0.3, Autapses.ALLOWED),
        new FixedProbability(1, Autapses.NONE),
        Pairs.of(new int[][] {{9, 0}, {0, 9}, {0, 1}}),
        Convolution.over(1, 5, 2).kernel(1, 1).outputs(2));
  }

  @ParameterizedTest
  @MethodSource("rulesOfTenToTen")
  void keepsTheRowsOfAnyRule(Connectivity connectivity) {
    Wiring wiring = draw(connectivity, 10, 10);
    int[] rowStarts = wiring.rowStarts();
    int[] targetOf = wiring.targetOf();
    assertThat(rowStarts).hasSize(11).startsWith(0).endsWith(wiring.synapses()).isSorted();
    for (int source = 0; source < 10; source++) {
      int[] row = Arrays.copyOfRange(targetOf, rowStarts[source], rowStarts[source + 1]);
      assertThat(row).isSorted().doesNotHaveDuplicates();
      assertThat(Arrays.stream(row)).allMatch(target -> target >= 0 && target < 10);
    }
    connectivity
        .synapses(10, 10)
        .ifPresent(known -> assertThat((long) wiring.synapses()).isEqualTo(known));
    connectivity
        .weights(10, 10)
        .ifPresent(known -> assertThat((long) wiring.weights()).isEqualTo(known));
  }

  @ParameterizedTest
  @MethodSource("rulesOfTenToTen")
  void drawsTheSameBitsFromTheSameSeed(Connectivity connectivity) {
    assertThat(draw(connectivity, 10, 10)).isEqualTo(draw(connectivity, 10, 10));
  }

  @Test
  void drawsTheSameBitsOnEveryMachine() {
    assertThat(draw(new FixedFanOut(3, Autapses.NONE), 3, 50).targetOf())
        .containsExactly(19, 21, 31, 5, 27, 33, 8, 32, 38);
    assertThat(draw(new FixedProbability(0.05, Autapses.ALLOWED), 3, 50).targetOf())
        .containsExactly(1, 13, 26, 35, 4, 9, 33);
  }

  @Test
  void drawsOtherTargetsFromAnotherSeed() {
    Connectivity rule = new FixedFanOut(5, Autapses.ALLOWED);
    assertThat(rule.draw(Streams.of(SEED + 1, "a->b.targets"), 10, 20))
        .isNotEqualTo(rule.draw(random(), 10, 20));
  }

  @Test
  void joinsEachWithItsOwn() {
    Wiring wiring = draw(new OneToOne(), 4, 4);
    assertThat(wiring.rowStarts()).containsExactly(0, 1, 2, 3, 4);
    assertThat(wiring.targetOf()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void spellsOutAMatrix() {
    Wiring wiring = draw(new AllToAll(), 2, 3);
    assertThat(wiring.sourceOf()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(wiring.targetOf()).containsExactly(0, 1, 2, 0, 1, 2);
  }

  @Test
  void givesEverySourceItsFanOut() {
    Wiring wiring = draw(new FixedFanOut(7, Autapses.NONE), 30, 30);
    assertThat(counts(wiring.sourceOf(), 30)).containsOnly(7);
    assertHasNoAutapses(wiring);
  }

  @Test
  void givesEveryTargetItsFanIn() {
    Wiring wiring = draw(new FixedFanIn(7, Autapses.NONE), 30, 30);
    assertThat(counts(wiring.targetOf(), 30)).containsOnly(7);
    assertHasNoAutapses(wiring);
  }

  @Test
  void reachesAllOthersWithProbabilityOne() {
    Wiring wiring = draw(new FixedProbability(1, Autapses.NONE), 4, 4);
    assertThat(wiring.targetOf()).containsExactly(1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2);
  }

  @Test
  void drawsNothingWithAlmostNoProbability() {
    assertThat(draw(new FixedProbability(1e-300, Autapses.ALLOWED), 1000, 1000).synapses())
        .isZero();
  }

  @Test
  void sortsPairsAndRemembersTheirPlaces() {
    Wiring wiring = draw(Pairs.of(new int[][] {{2, 1}, {0, 3}, {2, 0}, {0, 1}}), 3, 4);
    assertThat(wiring.rowStarts()).containsExactly(0, 2, 2, 4);
    assertThat(wiring.targetOf()).containsExactly(1, 3, 0, 1);
    assertThat(wiring.inRows(new double[] {10, 20, 30, 40})).containsExactly(40, 20, 30, 10);
  }

  @Test
  void drawsEachOfAMillionSynapsesAboutAsOftenAsSaid() {
    Wiring wiring = draw(new FixedProbability(0.01, Autapses.ALLOWED), 10_000, 10_000);
    // a binomial number: deviation sqrt(1e8 * 0.01 * 0.99) = 995
    assertThat(wiring.synapses()).as("seed %d", SEED).isCloseTo(1_000_000, within(5 * 995));
    // each row and each column: mean 100, deviation 9.95; the largest of 10,000 lies within 6
    for (int[] ends : List.of(wiring.sourceOf(), wiring.targetOf())) {
      assertThat(Arrays.stream(counts(ends, 10_000)))
          .allMatch(count -> Math.abs(count - 100) < 60, "within 6 deviations");
    }
  }

  @Test
  void drawsAMillionTargetsWithoutRepeats() {
    Wiring wiring = draw(new FixedFanOut(1000, Autapses.NONE), 1001, 1_000_000);
    assertThat(wiring.synapses()).isEqualTo(1_001_000);
    // the mean of a million uniform numbers: deviation 1e6 / sqrt(12 * 1e6) = 289
    assertThat(Arrays.stream(wiring.targetOf()).average().orElseThrow())
        .as("seed %d", SEED)
        .isCloseTo(5e5, within(5 * 289.0));
  }

  /// Every pair is equally likely: each of 12 frequencies of 4,000 draws lies within 5 deviations.
  @ParameterizedTest
  @MethodSource("rulesOfOneHalf")
  void prefersNoPair(Connectivity connectivity) {
    int draws = 4000;
    int[] often = new int[12];
    RandomGenerator random = random();
    for (int draw = 0; draw < draws; draw++) {
      Wiring wiring = connectivity.draw(random, 2, 6);
      int[] sourceOf = wiring.sourceOf();
      int[] targetOf = wiring.targetOf();
      for (int k = 0; k < sourceOf.length; k++) {
        often[sourceOf[k] * 6 + targetOf[k]]++;
      }
    }
    assertThat(Arrays.stream(often))
        .as("seed %d: %s", SEED, Arrays.toString(often))
        .allMatch(count -> Math.abs(count - draws / 2) < 5 * Math.sqrt(draws) / 2);
  }

  static List<Connectivity> rulesOfOneHalf() {
    return List.of(
        new FixedProbability(0.5, Autapses.ALLOWED),
        new FixedFanOut(3, Autapses.ALLOWED),
        new FixedFanIn(1, Autapses.ALLOWED));
  }

  private static void assertHasNoAutapses(Wiring wiring) {
    int[] sourceOf = wiring.sourceOf();
    int[] targetOf = wiring.targetOf();
    for (int k = 0; k < sourceOf.length; k++) {
      assertThat(targetOf[k]).as("synapse %d, seed %d", k, SEED).isNotEqualTo(sourceOf[k]);
    }
  }

  private static int[] counts(int[] ends, int size) {
    int[] counts = new int[size];
    Arrays.stream(ends).forEach(end -> counts[end]++);
    return counts;
  }
}
