package dev.ranvier.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ranvier.examples.run.Spikes.Spike;
import dev.ranvier.runtime.array.HostArray;
import org.junit.jupiter.api.Test;

class SpikesTest {
  private final Spikes spikes = new Spikes(2, 2, 2, new byte[] {0, 1, 0, 0, 1, 0, 0, 1});

  @Test
  void listsOneSamplesSpikesInTheOrderOfTime() {
    assertThat(spikes.of(0)).containsExactly(new Spike(0, 1), new Spike(1, 0));
    assertThat(spikes.of(1)).containsExactly(new Spike(1, 1));
  }

  @Test
  void isReadBackFromItsArray() {
    assertThat(spikes.toArray().type()).hasToString("ui8[2,2,2]");
    assertThat(Spikes.of(spikes.toArray()).of(0)).isEqualTo(spikes.of(0));
  }

  @Test
  void rejectsAnotherNumberOfValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spikes(2, 2, 2, new byte[7]))
        .withMessageContaining("got 7");
  }

  @Test
  void voltagesOfOneNeuronAreAValueAStep() {
    var voltages = Voltages.of(HostArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    assertThat(voltages.of(1, 0)).containsExactly(3f, 7f);
  }
}
