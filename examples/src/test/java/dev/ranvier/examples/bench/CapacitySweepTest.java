package dev.ranvier.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacitySweepTest {
  @Test
  void queuesThatHoldFewEventsDropSomeAndRingsNone() throws IOException {
    List<Integer> told = new ArrayList<>();
    CapacitySweep.Curve found;
    try (Session session = Session.embedded()) {
      found = new CapacitySweep(Sorted::new, List.of(1, 12), 1, 1).run(session, told::add);
    }
    assertThat(told).containsExactly(1, 2, 3);
    assertThat(found.lossless().dropped()).isZero();
    assertThat(found.lossless().accuracy()).isBetween(0.12, 0.99);
    CapacitySweep.Point few = found.points().getFirst();
    assertThat(few.trainedWithoutDrops().dropRate()).isBetween(0.05, 0.9);
    assertThat(few.trainedWithDrops().dropRate()).isBetween(0.05, 0.9);
    CapacitySweep.Point many = found.points().getLast();
    assertThat(many.trainedWithoutDrops()).as("with room for all").isEqualTo(found.lossless());
    assertThat(many.trainedWithDrops()).as("trained with room for all").isEqualTo(found.lossless());
  }
}
