package dev.ranvier.compiler.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.eval.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GradientClipTest {
  private static List<Tensor> clipped(GradientClip clip, Tensor... gradients) {
    return Programs.run(clip::build, gradients);
  }

  @Test
  void scalesAllGradientsToTheNormTogether() {
    long seed = 3;
    var random = new Random(seed);
    double[] first = Programs.gaussian(random, 6, 2);
    double[] second = Programs.gaussian(random, 4, 5);
    double norm = 0;
    for (double[] part : List.of(first, second)) {
      for (double element : part) {
        norm += element * element;
      }
    }
    norm = Math.sqrt(norm);
    List<Tensor> result =
        clipped(
            GradientClip.globalNorm(1.5),
            Programs.f32(new long[] {2, 3}, first),
            Programs.f32(new long[] {4}, second));
    for (int i = 0; i < first.length; i++) {
      assertThat(result.get(0).asDouble(i))
          .as("seed %d", seed)
          .isCloseTo(first[i] * 1.5 / norm, within(1e-6));
    }
    for (int i = 0; i < second.length; i++) {
      assertThat(result.get(1).asDouble(i)).isCloseTo(second[i] * 1.5 / norm, within(1e-6));
    }
  }

  @Test
  void leavesSmallGradientsAsTheyAre() {
    Tensor small = Programs.f32(new long[] {2}, 0.3f, -0.4f);
    assertThat(clipped(GradientClip.globalNorm(1), small)).containsExactly(small);
    Tensor zeros = Programs.f32(new long[] {2}, 0, 0);
    assertThat(clipped(GradientClip.globalNorm(1), zeros)).containsExactly(zeros);
    assertThat(clipped(GradientClip.none(), small)).containsExactly(small);
  }

  @Test
  void hugeGradientsKeepTheirDirection() {
    Tensor huge = Programs.f32(new long[] {2}, 3e30f, -4e30f);
    Tensor result = clipped(GradientClip.globalNorm(1), huge).getFirst();
    assertThat(result.asDouble(0)).isCloseTo(0.6, within(1e-6));
    assertThat(result.asDouble(1)).isCloseTo(-0.8, within(1e-6));
  }

  @Test
  void whatIsNotANumberIsNotHidden() {
    Tensor bad = Programs.f32(new long[] {2}, Double.NaN, 1);
    assertThat(clipped(GradientClip.globalNorm(1), bad).getFirst().toDoubles())
        .containsExactly(Double.NaN, Double.NaN);
    Tensor infinite = Programs.f32(new long[] {2}, Double.POSITIVE_INFINITY, 1);
    assertThat(clipped(GradientClip.globalNorm(1), infinite).getFirst().asDouble(0)).isNaN();
  }

  @Test
  void cutsEveryElementByValue() {
    Tensor result =
        clipped(GradientClip.byValue(0.5), Programs.f32(new long[] {4}, -3, -0.25, 0.5, 9))
            .getFirst();
    assertThat(result.toDoubles()).containsExactly(-0.5, -0.25, 0.5, 0.5);
  }

  @Test
  void refusesLimitsThatAreNotPositive() {
    assertThatThrownBy(() -> GradientClip.globalNorm(0)).hasMessageContaining("norm");
    assertThatThrownBy(() -> GradientClip.byValue(Double.NaN)).hasMessageContaining("limit");
  }

  @Test
  void nothingToClipIsNoError() {
    Tensor unrelated = Programs.scalar(1);
    List<Tensor> result =
        Programs.run(
            (b, v) -> {
              assertThat(GradientClip.globalNorm(1).build(b, List.of())).isEmpty();
              return v;
            },
            unrelated);
    assertThat(result).containsExactly(unrelated);
  }
}
