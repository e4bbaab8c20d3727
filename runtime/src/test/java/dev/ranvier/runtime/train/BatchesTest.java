package dev.ranvier.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchesTest {
  private static final int[] SAMPLES = IntStream.range(100, 123).toArray();

  private static int[] all(List<Batch> batches) {
    return batches.stream()
        .flatMapToInt(batch -> Arrays.stream(batch.samples()).limit(batch.counted()))
        .toArray();
  }

  @Test
  void seedAndEpochAloneGiveTheOrder() {
    int[] third = all(Batches.training(SAMPLES, 5, 1, 3));
    all(Batches.training(SAMPLES, 5, 1, 1));
    assertThat(all(Batches.training(SAMPLES, 5, 1, 3))).containsExactly(third);
    assertThat(all(Batches.training(SAMPLES, 5, 1, 4))).isNotEqualTo(third);
    assertThat(all(Batches.training(SAMPLES, 5, 2, 3))).isNotEqualTo(third);
  }

  @Test
  void trainingDropsTheIncompleteBatchAndRepeatsNoSample() {
    List<Batch> batches = Batches.training(SAMPLES, 5, 1, 1);
    assertThat(batches).hasSize(4).allMatch(batch -> batch.counted() == 5);
    assertThat(Arrays.stream(all(batches)).boxed())
        .hasSize(20)
        .doesNotHaveDuplicates()
        .allMatch(sample -> sample >= 100 && sample < 123);
  }

  @Test
  void droppedSamplesComeInOtherEpochs() {
    int[] seen =
        IntStream.range(0, 20)
            .flatMap(epoch -> Arrays.stream(all(Batches.training(SAMPLES, 5, 1, epoch))))
            .distinct()
            .sorted()
            .toArray();
    assertThat(seen).containsExactly(SAMPLES);
  }

  @Test
  void evaluationCountsEverySampleOnceInOrder() {
    List<Batch> batches = Batches.evaluation(SAMPLES, 5);
    assertThat(batches).hasSize(5).allMatch(batch -> batch.samples().length == 5);
    assertThat(all(batches)).containsExactly(SAMPLES);
    assertThat(batches.getLast().counted()).isEqualTo(3);
    assertThat(all(Batches.evaluation(new int[] {7}, 4))).containsExactly(7);
    assertThat(Batches.evaluation(SAMPLES, 23)).hasSize(1);
  }

  @Test
  void whatFillsABatchHasALabelThatNoClassHas() {
    int[] labels = IntStream.range(0, 200).map(sample -> sample % 10).toArray();
    assertThat(Batches.evaluation(SAMPLES, 5).getLast().labels(labels))
        .containsExactly(0, 1, 2, -1, -1);
  }

  @Test
  void refusesBatchesThatCannotBe() {
    assertThatThrownBy(() -> Batches.training(SAMPLES, 24, 1, 1))
        .hasMessage(
            "training samples: expected at least one batch of 24, got 23; give a smaller batch");
    assertThatThrownBy(() -> Batches.training(SAMPLES, 0, 1, 1)).hasMessageContaining("batch size");
    assertThatThrownBy(() -> Batches.evaluation(new int[0], 5))
        .hasMessageContaining("samples to evaluate: expected at least 1");
  }
}
