package dev.ranvier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.examples.run.Spikes;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstSpikesTest {
  /// Two steps, four samples, two neurons.
  private static final Spikes SPIKES =
      new Spikes(
          2,
          4,
          2,
          new byte[] {
            1, 0, 1, 1, 0, 0, 0, 0, //
            0, 1, 0, 0, 0, 0, 0, 1
          });

  @Test
  void countsTheNeuronThatSpikesFirst() {
    assertThat(table(0)).containsExactly(1, 0, 0, 0);
    assertThat(table(3)).containsExactly(0, 1, 0, 0);
  }

  @Test
  void countsTiesAndSilenceApart() {
    assertThat(table(1)).containsExactly(0, 0, 1, 0);
    assertThat(table(2)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void keepsTheClassesApart() {
    var first = new FirstSpikes(2, 2);
    first.add(0, SPIKES, 0);
    first.add(1, SPIKES, 3);
    assertThat(first.table()).containsExactly(List.of(1, 0, 0, 0), List.of(0, 1, 0, 0));
  }

  private static List<Integer> table(int sample) {
    var first = new FirstSpikes(1, 2);
    first.add(0, SPIKES, sample);
    return first.table().getFirst();
  }
}
