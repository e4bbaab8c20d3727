package dev.ranvier.compiler.train;

import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FirstSpikeTimeAndSpikeTest {
  private static final Time DT = ms(0.5);
  private static final int STEPS = 5;
  private static final double SCALE = 3;

  /// Silent, once, twice, thrice from the first step on, in the last step.
  private static final double[][] TRAINS = {
    {0, 0, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 1, 0, 0, 1}, {1, 1, 0, 1, 0}, {0, 0, 0, 0, 1}
  };

  private static Value ofSpikes(Builder builder, List<Value> given) {
    return logits(Records.ofSpikes(DT, given.getFirst()), builder);
  }

  private static Value logits(Records records, Builder builder) {
    return Readout.firstSpikeTimeAndSpike(SCALE).build(builder, records);
  }

  private static Tensor spikes() {
    double[] values = new double[STEPS * TRAINS.length];
    for (int neuron = 0; neuron < TRAINS.length; neuron++) {
      for (int step = 0; step < STEPS; step++) {
        values[step * TRAINS.length + neuron] = TRAINS[neuron][step];
      }
    }
    return Programs.f32(new long[] {STEPS, 1, TRAINS.length}, values);
  }

  /// The equation, of spikes that are any numbers.
  private static double logit(double[] numbers) {
    double silent = 1;
    double time = 0;
    for (double number : numbers) {
      silent *= 1 - number;
      time += 0.5 * silent;
    }
    return SCALE * (1 - silent) - time;
  }

  @Test
  void isTheScaleLessTheTimeOfTheFirstSpike() {
    assertThat(Programs.eval(FirstSpikeTimeAndSpikeTest::ofSpikes, spikes()).toDoubles())
        .containsExactly(-2.5, 2, 2.5, 3, 1);
    for (double[] train : TRAINS) {
      assertThat(logit(train)).isIn(-2.5, 2.0, 2.5, 3.0, 1.0);
    }
  }

  @Test
  void itsDerivativeBySpikesAsNumbersIsThatOfTheEquation() {
    Programs.Body sum = (b, v) -> List.of(b.reduceSum(ofSpikes(b, v), 0, 1));
    var main = Programs.module(sum, spikes()).function("main").orElseThrow();
    Module gradient = Module.of("gradient", Gradient.reverse(main, List.of(0)));
    Tensor found = Evaluator.evaluate(gradient, "main", List.of(spikes())).get(1);
    for (int neuron = 0; neuron < TRAINS.length; neuron++) {
      for (int step = 0; step < STEPS; step++) {
        double[] more = TRAINS[neuron].clone();
        double[] less = TRAINS[neuron].clone();
        more[step] += 0.5;
        less[step] -= 0.5;
        assertThat(found.asDouble(step * TRAINS.length + neuron))
            .as("neuron %d, step %d", neuron, step)
            .isCloseTo(logit(more) - logit(less), within(1e-6));
      }
    }
  }

  @Test
  void recordedSpikeTimesMoveTheLogitOfTheFirstSpike() {
    Programs.Body sum =
        (b, v) ->
            List.of(
                b.reduceSum(
                    logits(Records.ofSpikes(DT, v.get(1)).withSpikeTimes(v.get(0)), b), 0, 1));
    double[] times = new double[STEPS * TRAINS.length];
    for (int i = 0; i < times.length; i++) {
      int step = i / TRAINS.length;
      times[i] = 0.5 * step;
    }
    Tensor given = Programs.f32(new long[] {STEPS, 1, TRAINS.length}, times);
    var main = Programs.module(sum, given, spikes()).function("main").orElseThrow();
    Module gradient = Module.of("gradient", Gradient.reverse(main, List.of(0)));
    double[] found =
        Evaluator.evaluate(gradient, "main", List.of(given, spikes())).get(1).toDoubles();
    double[] expected = new double[times.length];
    int[] firsts = {-1, 2, 1, 0, 4};
    for (int neuron = 1; neuron < TRAINS.length; neuron++) {
      expected[firsts[neuron] * TRAINS.length + neuron] = -1;
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("step and neuron %d", i).isCloseTo(expected[i], within(0.0));
    }
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatThrownBy(() -> Readout.firstSpikeTimeAndSpike(-1))
        .hasMessageContaining("firstSpikeTimeAndSpike: scale");
  }
}
