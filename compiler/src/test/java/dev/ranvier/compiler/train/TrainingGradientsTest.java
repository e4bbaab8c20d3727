package dev.ranvier.compiler.train;

import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Losses of readouts can be differentiated: the reverse mode's gradients against differences of
/// the evaluator's values, in f64 and away from kinks.
final class TrainingGradientsTest {
  private static final long SEED = 51;
  private static final double STEP = 1e-6;
  private static final TensorType RECORD = TensorType.of(ElementType.F64, 4, 2, 3);

  private static Tensor gaussian(Random random, TensorType type) {
    double[] values = new double[(int) type.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Tensor.ofDoubles(type, values);
  }

  /// Every neuron but the last of each sample spikes, in some steps.
  private static Tensor spikes() {
    double[] values = new double[24];
    for (int i = 0; i < 24; i++) {
      values[i] = i % 3 != 2 && i * 7 % 4 > 1 ? 1 : 0;
    }
    return Tensor.ofDoubles(RECORD, values);
  }

  /// Gradients by the first `count` arguments.
  private static List<Tensor> gradients(Programs.Body body, int count, Tensor... arguments) {
    var main = Programs.module(body, arguments).function("main").orElseThrow();
    var reverse = Gradient.reverse(main, IntStream.range(0, count).boxed().toList());
    List<Tensor> results =
        Evaluator.evaluate(Module.of("gradient", reverse), "main", List.of(arguments));
    return results.subList(1, results.size());
  }

  private static void assertGradients(Programs.Body body, int count, Tensor... arguments) {
    List<Tensor> gradients = gradients(body, count, arguments);
    double moved = 0;
    for (int which = 0; which < count; which++) {
      for (int i = 0; i < arguments[which].size(); i++) {
        double above = at(body, arguments, which, i, STEP);
        double below = at(body, arguments, which, i, -STEP);
        assertThat(gradients.get(which).asDouble(i))
            .as("argument %d, element %d, seed %d", which, i, SEED)
            .isCloseTo((above - below) / (2 * STEP), within(1e-7));
        moved += Math.abs(above - below);
      }
    }
    assertThat(moved).as("anything moves").isPositive();
  }

  private static double at(
      Programs.Body body, Tensor[] arguments, int which, int element, double by) {
    List<Tensor> shifted = new ArrayList<>(List.of(arguments));
    double[] values = arguments[which].toDoubles();
    values[element] += by;
    shifted.set(which, Tensor.ofDoubles(arguments[which].type(), values));
    return Programs.run(body, shifted.toArray(Tensor[]::new)).getFirst().asDouble(0);
  }

  @Test
  void crossEntropyOfVoltages() {
    var random = new Random(SEED);
    for (Readout readout : List.of(Readout.voltageMaximum(), Readout.voltageIntegral(ms(2), 3))) {
      assertGradients(
          (b, v) ->
              List.of(
                  Loss.crossEntropy()
                      .build(b, readout.build(b, Records.ofVoltages(ms(0.5), v.get(0))), v.get(1))),
          1,
          gaussian(random, RECORD),
          Programs.labels(2, 0));
    }
  }

  @Test
  void squaredErrorOfCounts() {
    assertGradients(
        (b, v) ->
            List.of(
                Loss.meanSquaredError()
                    .build(
                        b,
                        Readout.spikeCount(0.5).build(b, Records.ofSpikes(ms(1), v.get(0))),
                        v.get(1))),
        1,
        gaussian(new Random(SEED), RECORD),
        Programs.labels(1, 1));
  }

  @Test
  void firstSpikeTimesMoveTheLossAndSoDoVoltagesOfSilentNeurons() {
    var random = new Random(SEED);
    Programs.Body body =
        (b, v) -> {
          Records records =
              Records.ofSpikes(ms(1), v.get(2))
                  .withSpikeTimes(v.get(0))
                  .withVoltages(v.get(1))
                  .withThresholds(b.splat(TensorType.of(ElementType.F64, 3), 1.0));
          return List.of(
              Loss.crossEntropy().build(b, Readout.firstSpikeTime(5).build(b, records), v.get(3)));
        };
    Tensor times = gaussian(random, RECORD);
    Tensor voltages = gaussian(random, RECORD);
    Tensor labels = Programs.labels(2, 0);
    assertGradients(body, 2, times, voltages, spikes(), labels);
    Tensor byVoltage = gradients(body, 2, times, voltages, spikes(), labels).get(1);
    for (int i = 0; i < 24; i++) {
      assertThat(i % 3 == 2 || byVoltage.asDouble(i) == 0).as("voltage %d", i).isTrue();
    }
  }

  @Test
  void ratePenalty() {
    Tensor counts = Tensor.ofDoubles(TensorType.of(ElementType.F64, 2, 3), 0, 1, 4, 0.5, 3, 5);
    assertGradients(
        (b, v) -> List.of(new RateRegulariser(1, 3, 0.7).build(b, v.getFirst())), 1, counts);
  }

  @Test
  void whatFlowsThroughTheMaximumOfCrossEntropyCancelsForTiesAndHugeLogits() {
    Tensor logits = Programs.f32(new long[] {2, 3}, 5, 5, 5, 1e30, -1e30, 0);
    Tensor gradient =
        gradients(
                (b, v) -> List.of(Loss.crossEntropy().build(b, v.get(0), v.get(1))),
                1,
                logits,
                Programs.labels(0, 1))
            .getFirst();
    double[] expected = {(1 / 3.0 - 1) / 2, 1 / 6.0, 1 / 6.0, 0.5, -0.5, 0};
    for (int i = 0; i < 6; i++) {
      assertThat(gradient.asDouble(i)).as("element %d", i).isCloseTo(expected[i], within(1e-7));
    }
  }
}
