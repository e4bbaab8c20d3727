package dev.ranvier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpikeCodeTest {
  private static final SpikeCode CODE = new SpikeCode(10, 200, 250);

  @Test
  void putsTheStepAtTheFloorOfTwoHundredTimesTheValuePlusTen() {
    assertThat(CODE.step(0)).isEqualTo(10);
    assertThat(CODE.step(0.004999)).isEqualTo(10);
    assertThat(CODE.step(0.005)).isEqualTo(11);
    assertThat(CODE.step(0.23409664559563403)).isEqualTo(56);
    assertThat(CODE.step(1)).isEqualTo(210);
  }

  @Test
  void givesEachChannelOfEachSampleOneSpike() {
    byte[] spikes = CODE.encode(List.of(new double[] {0, 1}, new double[] {0.5, 0.25}));
    assertThat(spikes).hasSize(250 * 2 * 2);
    for (int i = 0; i < spikes.length; i++) {
      int step = i / 4;
      boolean expected =
          switch (i % 4) {
            case 0 -> step == 10;
            case 1 -> step == 210;
            case 2 -> step == 110;
            default -> step == 60;
          };
      assertThat(spikes[i]).as("element %d", i).isEqualTo((byte) (expected ? 1 : 0));
    }
  }

  @Test
  void rejectsARunThatEndsBeforeTheLastSpike() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpikeCode(10, 200, 210))
        .withMessageContaining("10..210");
  }
}
