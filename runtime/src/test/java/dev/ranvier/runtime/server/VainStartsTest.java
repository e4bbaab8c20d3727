package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VainStartsTest {
  private static final Duration YOUNG = Duration.ofSeconds(2);
  private static final Duration OLD = Duration.ofMinutes(1);

  private final VainStarts starts = new VainStarts(Restarts.DEFAULT);

  @Test
  void pausesLongerAndLongerBetweenWorkersThatDieYoungAndHaveDoneNothing() {
    assertThat(starts.died(YOUNG, false)).isZero();
    assertThat(starts.died(YOUNG, false)).isEqualTo(Duration.ofMillis(500));
    assertThat(starts.died(YOUNG, false)).isEqualTo(Duration.ofSeconds(1));
    assertThat(starts.didNotStart()).isEqualTo(Duration.ofSeconds(2));
    for (int i = 0; i < 10; i++) {
      assertThat(starts.died(YOUNG, false)).isLessThanOrEqualTo(Duration.ofSeconds(32));
    }
    assertThat(starts.died(YOUNG, false)).isEqualTo(Duration.ofSeconds(32));
  }

  @Test
  void replacesWorkersThatHaveWorkedAtOnceHoweverYoungAndOften() {
    var _ = starts.died(YOUNG, false);
    var _ = starts.died(YOUNG, false);
    for (int i = 0; i < 100; i++) {
      assertThat(starts.died(YOUNG, true)).isZero();
    }
    assertThat(starts.died(YOUNG, false)).isZero();
    assertThat(starts.died(YOUNG, false)).isPositive();
  }

  @Test
  void workerThatGrewOldEndsTheRow() {
    var _ = starts.died(YOUNG, false);
    var _ = starts.died(YOUNG, false);
    assertThat(starts.died(OLD, false)).isZero();
    assertThat(starts.died(YOUNG, false)).isZero();
  }
}
