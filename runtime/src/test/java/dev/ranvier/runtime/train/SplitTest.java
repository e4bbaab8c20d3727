package dev.ranvier.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SplitTest {
  private static int[] together(Split split) {
    return Stream.of(split.training(), split.validation(), split.test())
        .flatMapToInt(IntStream::of)
        .sorted()
        .toArray();
  }

  private static long count(int[] samples, int[] labels, int label) {
    return Arrays.stream(samples).filter(sample -> labels[sample] == label).count();
  }

  @Test
  void everySampleIsInOnePart() {
    Split split = Split.of(1000, 0.1, 0.2, 5);
    assertThat(split.training()).hasSize(700).isSorted();
    assertThat(split.validation()).hasSize(100).isSorted();
    assertThat(split.test()).hasSize(200).isSorted();
    assertThat(together(split)).containsExactly(IntStream.range(0, 1000).toArray());
    assertThat(split).hasToString("700 training, 100 validation, 200 test samples");
  }

  @Test
  void theSeedDecides() {
    assertThat(Split.of(100, 0.1, 0.2, 5).test())
        .containsExactly(Split.of(100, 0.1, 0.2, 5).test());
    assertThat(Split.of(100, 0.1, 0.2, 5).test()).isNotEqualTo(Split.of(100, 0.1, 0.2, 6).test());
  }

  @Test
  void partsThatAreNotAskedForAreEmpty() {
    Split split = Split.of(10, 0, 0.2, 1);
    assertThat(split.validation()).isEmpty();
    assertThat(split.training()).hasSize(8);
  }

  @Test
  void stratifiedPartsHaveLabelsInTheSameShares() {
    long seed = 17;
    var random = new Random(seed);
    int[] labels = random.ints(1000, 0, 10).map(drawn -> drawn < 5 ? 0 : drawn).toArray();
    Split split = Split.stratified(labels, 0.1, 0.2, 3);
    assertThat(together(split)).containsExactly(IntStream.range(0, 1000).toArray());
    assertThat(split.test()).hasSize(200);
    for (int label : new int[] {0, 5, 6, 7, 8, 9}) {
      double all = count(IntStream.range(0, 1000).toArray(), labels, label);
      assertThat((double) count(split.test(), labels, label))
          .as("label %d, seed %d", label, seed)
          .isBetween(0.2 * all - 1, 0.2 * all + 1);
      assertThat((double) count(split.validation(), labels, label))
          .isBetween(0.1 * all - 1, 0.1 * all + 1);
    }
    assertThat(Split.stratified(labels, 0.1, 0.2, 4).test()).isNotEqualTo(split.test());
  }

  @Test
  void namesThePartThatWouldBeEmpty() {
    assertThatThrownBy(() -> Split.of(10, 0.01, 0.2, 1))
        .hasMessage(
            "validation split: expected at least 1 sample, got 0 (0.01 of 10);"
                + " give a larger fraction, 0 for none, or more samples");
    assertThatThrownBy(() -> Split.of(2, 0, 0.1, 1)).hasMessageStartingWith("test split:");
    assertThatThrownBy(() -> Split.of(3, 0.5, 0.4, 1))
        .hasMessage(
            "training split: expected at least 1 of 3 samples, got 0 (validation takes 2, test 1);"
                + " give smaller fractions or more samples");
    assertThatThrownBy(() -> Split.of(0, 0, 0, 1)).hasMessageStartingWith("training split:");
    assertThatThrownBy(() -> Split.of(9, 1, 0, 1)).hasMessageContaining("below 1, got 1.0");
  }
}
