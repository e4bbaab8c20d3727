package dev.ranvier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyCodeTest {
  @Test
  void darkerPixelsSpikeEarlier() {
    var code = new LatencyCode(0.5, 10, 16, 0.1);
    assertThat(code.milliseconds(1)).isEqualTo(0.5);
    assertThat(code.milliseconds(0.5f)).isEqualTo(5.5);
    assertThat(code.milliseconds(0.1f)).isEqualTo(0.5 + 10 * 14 / 16.0);
  }

  @Test
  void hasSixteenLevels() {
    var code = new LatencyCode(0, 10, 16, 1e-3);
    assertThat(
            IntStream.rangeClosed(1, 1000)
                .mapToDouble(thousandths -> code.milliseconds(thousandths / 1000f))
                .distinct())
        .hasSize(16)
        .allMatch(time -> time >= 0 && time < 10);
  }

  @Test
  void pixelsBelowTheThresholdSendNothing() {
    assertThat(LatencyCode.DEFAULT.milliseconds(0)).isInfinite();
    assertThat(LatencyCode.DEFAULT.milliseconds(0.09f)).isInfinite();
    byte[] spikes = LatencyCode.DEFAULT.encode(List.of(new float[] {0, 0.05f}), 0.1, 101);
    assertThat(spikes).hasSize(202).containsOnly(0);
  }

  @Test
  void encodesStepsSamplesAndPixelsInThisOrder() {
    byte[] spikes =
        LatencyCode.DEFAULT.encode(
            List.of(new float[] {1, 0, 0.5f}, new float[] {0, 0.5f, 1}), 2.5, 5);
    byte[] expected = new byte[5 * 2 * 3];
    expected[0] = 1; // Sample 0, pixel 0 at 0 ms.
    expected[5] = 1; // Sample 1, pixel 2 at 0 ms.
    expected[2 * 6 + 2] = 1; // 5 ms.
    expected[2 * 6 + 3 + 1] = 1;
    assertThat(spikes).containsExactly(expected);
  }

  @Test
  void refusesRunsThatAreTooShortAndValuesThatAreNoPixels() {
    assertThatThrownBy(() -> LatencyCode.DEFAULT.encode(List.of(new float[] {1}), 0.1, 100))
        .hasMessageContaining("run longer");
    assertThatThrownBy(() -> LatencyCode.DEFAULT.milliseconds(1.5f)).hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> LatencyCode.DEFAULT.milliseconds(Float.NaN))
        .hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> new LatencyCode(0, 10, 16, 0)).hasMessageContaining("threshold");
  }
}
