package dev.ranvier.ir.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTypeTest {
  private static final QueueType SORTED = new QueueType("sorted", 4, List.of(7L, 2L));

  @Test
  void saysOnlyWhatWasSaid() {
    assertThat(SORTED).hasToString("!ranvier.queue<7x2xsorted[4]>");
    assertThat(SORTED.withReach(80)).hasToString("!ranvier.queue<7x2xsorted[4, 80]>");
    assertThat(SORTED.withReach(80).withLayout("wide-network"))
        .hasToString("!ranvier.queue<7x2xsorted[4, 80], \"wide-network\">");
    assertThat(new QueueType("sorted", 4, List.of(), "sort"))
        .hasToString("!ranvier.queue<sorted[4], \"sort\">");
  }

  @Test
  void rejectsLayoutsThatAreNoNames() {
    assertThatThrownBy(() -> SORTED.withLayout("Net work"))
        .hasMessage("queue type: expected a layout in lower case, got \"Net work\"");
  }

  @Test
  void rejectsNegativeReaches() {
    assertThatThrownBy(() -> SORTED.withReach(-1))
        .hasMessage("queue type: expected a reach of at least 0 steps, got -1");
  }
}
