package dev.ranvier.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class EarlyStopTest {
  @Test
  void stopsWhenNothingImprovedForItsPatience() {
    EarlyStop stop = new EarlyStop(2, 0).after(0.5);
    assertThat(stop.improved()).isTrue();
    stop = stop.after(0.5);
    assertThat(stop.stops()).isFalse();
    stop = stop.after(0.6);
    assertThat(stop.improved()).isTrue();
    stop = stop.after(0.6).after(0.1);
    assertThat(stop.stops()).isTrue();
    assertThat(stop.best()).isEqualTo(0.6);
  }

  @Test
  void smallImprovementsDoNotCountUntilTheyAddUp() {
    EarlyStop stop = new EarlyStop(3, 0.25).after(0.5).after(0.625);
    assertThat(stop.improved()).isFalse();
    assertThat(stop.best()).isEqualTo(0.5);
    assertThat(stop.after(0.75).improved()).isTrue();
  }

  @Test
  void theFirstMetricCountsHoweverLow() {
    assertThat(new EarlyStop(1, 0.1).after(-1e9).improved()).isTrue();
  }

  @Test
  void whatIsNotANumberIsNoImprovement() {
    EarlyStop stop = new EarlyStop(1, 0).after(Double.NaN);
    assertThat(stop.improved()).isFalse();
    assertThat(stop.stops()).isTrue();
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> new EarlyStop(0, 0)).hasMessageContaining("patience");
    assertThatThrownBy(() -> new EarlyStop(1, -1)).hasMessageContaining("least improvement");
  }
}
