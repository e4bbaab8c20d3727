package dev.ranvier.compiler.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static double rate(Schedule schedule, long update) {
    var rate = Programs.eval((b, v) -> schedule.build(b, v.getFirst()), Programs.step(update));
    assertThat(rate.type()).isEqualTo(TensorType.scalar(ElementType.F32));
    return rate.asDouble(0);
  }

  @Test
  void constantStays() {
    assertThat(rate(Schedule.constant(0.25), 1)).isEqualTo(0.25);
    assertThat(rate(Schedule.constant(0.25), 1_000_000)).isEqualTo(0.25);
  }

  @Test
  void cosineFallsFromTheRateToItsFraction() {
    Schedule cosine = Schedule.cosine(0.01, 2000, 0.01);
    for (long update : new long[] {1, 2, 500, 1001, 1999, 2000, 2001, 5000}) {
      double done = Math.min(update - 1, 2000) / 2000.0;
      double expected = 0.01 * (0.01 + 0.99 * (1 + Math.cos(Math.PI * done)) / 2);
      assertThat(rate(cosine, update)).as("update %d", update).isCloseTo(expected, within(1e-8));
    }
    assertThat(rate(cosine, 1)).isCloseTo(0.01, within(1e-9));
    assertThat(rate(cosine, 2001)).isCloseTo(0.0001, within(1e-9));
  }

  @Test
  void stepsFallAfterEverySoManyUpdates() {
    Schedule step = Schedule.step(0.8, 10, 0.5);
    assertThat(rate(step, 1)).isCloseTo(0.8, within(1e-7));
    assertThat(rate(step, 10)).isCloseTo(0.8, within(1e-7));
    assertThat(rate(step, 11)).isCloseTo(0.4, within(1e-7));
    assertThat(rate(step, 31)).isCloseTo(0.1, within(1e-7));
  }

  @Test
  void takesNumbersOfUpdatesAsFloats() {
    for (Schedule schedule : new Schedule[] {Schedule.cosine(1, 8, 0), Schedule.step(1, 2, 0.5)}) {
      double counted =
          Programs.eval((b, v) -> schedule.build(b, v.getFirst()), Programs.scalar(5)).asDouble(0);
      assertThat(counted).as("%s", schedule).isEqualTo(rate(schedule, 5));
    }
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatThrownBy(() -> Schedule.constant(-1)).hasMessageContaining("learning rate");
    assertThatThrownBy(() -> Schedule.cosine(1, 0, 0)).hasMessageContaining("updates");
    assertThatThrownBy(() -> Schedule.cosine(1, 10, 2)).hasMessageContaining("final fraction");
    assertThatThrownBy(() -> Schedule.step(1, 0, 0.5)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Schedule.step(1, 5, 0)).hasMessageContaining("factor");
  }
}
