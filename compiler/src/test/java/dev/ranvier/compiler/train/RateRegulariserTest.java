package dev.ranvier.compiler.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.eval.Tensor;
import org.junit.jupiter.api.Test;

final class RateRegulariserTest {
  private static double penalty(RateRegulariser regulariser, Tensor counts) {
    return Programs.eval((b, v) -> regulariser.build(b, v.getFirst()), counts).asDouble(0);
  }

  @Test
  void isQuadraticBelowTheFloorAndAboveTheCeiling() {
    // Means over the batch: 0, 2, 4.5.
    Tensor counts = Programs.f32(new long[] {2, 3}, 0, 1, 4, 0, 3, 5);
    assertThat(penalty(new RateRegulariser(1, 3, 0.6), counts))
        .isCloseTo(0.6 * (1 + 0 + 1.5 * 1.5) / 3, within(1e-6));
  }

  @Test
  void aNeuronMayBeSilentInSomeSamples() {
    Tensor counts = Programs.f32(new long[] {2, 1}, 0, 2);
    assertThat(penalty(new RateRegulariser(1, 1, 1), counts)).isEqualTo(0);
  }

  @Test
  void hasNoCeilingIfItIsInfinite() {
    Tensor counts = Programs.f32(new long[] {1, 2}, 1e6, 0);
    assertThat(penalty(new RateRegulariser(0, Double.POSITIVE_INFINITY, 1), counts)).isEqualTo(0);
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatThrownBy(() -> new RateRegulariser(3, 2, 1)).hasMessageContaining("ceiling");
    assertThatThrownBy(() -> new RateRegulariser(-1, 2, 1)).hasMessageContaining("floor");
    assertThatThrownBy(() -> new RateRegulariser(1, 2, Double.NaN))
        .hasMessageContaining("strength");
  }
}
