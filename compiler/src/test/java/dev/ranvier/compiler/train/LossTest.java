package dev.ranvier.compiler.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.eval.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LossTest {
  private static final long SEED = 21;

  private static double loss(Loss loss, Tensor logits, Tensor labels) {
    Tensor result = Programs.eval((b, v) -> loss.build(b, v.get(0), v.get(1)), logits, labels);
    assertThat(result.type().isScalar()).isTrue();
    return result.asDouble(0);
  }

  private static long correct(Tensor logits, Tensor labels) {
    return Programs.eval((b, v) -> Loss.correct(b, v.get(0), v.get(1)), logits, labels).asLong(0);
  }

  private static double plain(double[] logits, int label) {
    return Math.log(Arrays.stream(logits).map(Math::exp).sum()) - logits[label];
  }

  @Test
  void crossEntropyIsTheMeanOverTheBatch() {
    var random = new Random(SEED);
    double[] logits = Programs.gaussian(random, 15, 3);
    int[] labels = random.ints(5, 0, 3).toArray();
    double expected = 0;
    for (int sample = 0; sample < 5; sample++) {
      expected += plain(Arrays.copyOfRange(logits, 3 * sample, 3 * sample + 3), labels[sample]) / 5;
    }
    assertThat(
            loss(
                Loss.crossEntropy(),
                Programs.f32(new long[] {5, 3}, logits),
                Programs.labels(labels)))
        .as("seed %d", SEED)
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void hugeLogitsStayNumbers() {
    Tensor logits = Programs.f32(new long[] {2, 2}, 3e38, -3e38, 1e30, 1e30);
    assertThat(loss(Loss.crossEntropy(), logits, Programs.labels(0, 1)))
        .isCloseTo(Math.log(2) / 2, within(1e-6));
    Tensor far = Programs.f32(new long[] {1, 2}, 1e6, -1e6);
    assertThat(loss(Loss.crossEntropy(), far, Programs.labels(1))).isEqualTo(2e6);
  }

  @Test
  void oneClassCostsNothing() {
    Tensor logits = Programs.f32(new long[] {2, 1}, 7, -7);
    assertThat(loss(Loss.crossEntropy(), logits, Programs.labels(0, 0))).isEqualTo(0);
    assertThat(correct(logits, Programs.labels(0, 0))).isEqualTo(2);
  }

  @Test
  void meanSquaredErrorTakesTargetsOrLabels() {
    var random = new Random(SEED);
    double[] logits = Programs.gaussian(random, 8, 2);
    double[] targets = Programs.gaussian(random, 8, 2);
    double expected = 0;
    double[] ofLabels = {0, 0, 0, 1, 1, 0, 0, 0};
    double expectedOfLabels = 0;
    for (int i = 0; i < 8; i++) {
      expected += Math.pow(logits[i] - targets[i], 2) / 8;
      expectedOfLabels += Math.pow(logits[i] - ofLabels[i], 2) / 8;
    }
    Tensor given = Programs.f32(new long[] {2, 4}, logits);
    assertThat(loss(Loss.meanSquaredError(), given, Programs.f32(new long[] {2, 4}, targets)))
        .as("seed %d", SEED)
        .isCloseTo(expected, within(1e-5));
    assertThat(loss(Loss.meanSquaredError(), given, Programs.labels(3, 0)))
        .isCloseTo(expectedOfLabels, within(1e-5));
  }

  @Test
  void theFirstOfEqualLogitsIsTheAnswer() {
    Tensor logits = Programs.f32(new long[] {3, 3}, 1, 2, 2, 0, 0, 0, -1, -3, -1);
    assertThat(correct(logits, Programs.labels(1, 0, 0))).isEqualTo(3);
    assertThat(correct(logits, Programs.labels(2, 1, 2))).isEqualTo(0);
  }

  @Test
  void noHitWhereLogitsAreNotNumbers() {
    Tensor logits = Programs.f32(new long[] {2, 2}, Double.NaN, Double.NaN, 1, 0);
    assertThat(correct(logits, Programs.labels(0, 0))).isEqualTo(1);
  }

  @Test
  void refusesLabelsOfAnotherShape() {
    Tensor logits = Programs.f32(new long[] {2, 3}, new double[6]);
    assertThatThrownBy(() -> loss(Loss.crossEntropy(), logits, Programs.labels(1)))
        .hasMessage("cross entropy: labels: expected tensor<2xi32>, got tensor<1xi32>");
    assertThatThrownBy(() -> loss(Loss.crossEntropy(), Programs.scalar(1), Programs.labels(1)))
        .hasMessage("cross entropy: logits: expected floats [batch, classes], got tensor<f32>");
    assertThatThrownBy(
            () -> loss(Loss.crossEntropy(), Programs.f32(new long[] {1, 0}), Programs.labels(0)))
        .hasMessageContaining("at least one class");
  }
}
