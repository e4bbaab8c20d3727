package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeathRateTest {
  private long now;
  private final DeathRate deaths = new DeathRate(() -> now);

  @Test
  void fiveDeathsWithinMinuteAreLoop() {
    die(4, Duration.ofSeconds(10));
    assertThat(deaths.isLoop()).isFalse();
    die(1, Duration.ofSeconds(10));
    assertThat(deaths.isLoop()).isTrue();
  }

  @Test
  void loopEndsWhenItsFirstDeathIsMinuteAgo() {
    die(5, Duration.ofSeconds(1));
    now += Duration.ofSeconds(54).toNanos();
    assertThat(deaths.isLoop()).isTrue();
    now += Duration.ofSeconds(2).toNanos();
    assertThat(deaths.isLoop()).isFalse();
  }

  @Test
  void deathsFarApartAreNoLoop() {
    die(20, Duration.ofSeconds(20));
    assertThat(deaths.isLoop()).isFalse();
    assertThat(deaths.all()).isEqualTo(20);
  }

  private void die(int times, Duration apart) {
    for (int i = 0; i < times; i++) {
      deaths.died();
      now += apart.toNanos();
    }
  }
}
