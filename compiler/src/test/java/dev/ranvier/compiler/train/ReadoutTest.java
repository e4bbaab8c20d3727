package dev.ranvier.compiler.train;

import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.unit.Time;
import dev.ranvier.ir.eval.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ReadoutTest {
  private static final long SEED = 31;
  private static final Time DT = ms(0.25);
  private static final long[] SHAPE = {4, 1, 3};

  private static double[] ofVoltages(Readout readout, Tensor voltages) {
    return Programs.eval((b, v) -> readout.build(b, Records.ofVoltages(DT, v.get(0))), voltages)
        .toDoubles();
  }

  private static double[] ofSpikes(Readout readout, Tensor spikes) {
    return Programs.eval((b, v) -> readout.build(b, Records.ofSpikes(DT, v.get(0))), spikes)
        .toDoubles();
  }

  /// Three neurons: one spikes in steps 1 and 2, one in step 3, one never.
  private static Tensor spikes() {
    return Programs.f32(SHAPE, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0);
  }

  @Test
  void voltageMaximumLooksAtEveryStep() {
    Tensor voltages = Programs.f32(SHAPE, 1, -5, 0, 2, -4, 0, -3, -6, 0, 0, -7, 0.5);
    assertThat(ofVoltages(Readout.voltageMaximum(), voltages)).containsExactly(2, -4, 0.5);
  }

  @Test
  void voltageIntegralWeighsEarlyTimesMore() {
    int steps = 200;
    double[] voltages = Programs.gaussian(new Random(SEED), steps * 6, 1);
    double[] expected = new double[6];
    for (int k = 0; k < steps; k++) {
      for (int i = 0; i < 6; i++) {
        expected[i] += 3 * Math.exp(-k * 0.25 / 6) * voltages[6 * k + i] * 0.25;
      }
    }
    double[] logits =
        ofVoltages(
            Readout.voltageIntegral(ms(6), 3), Programs.f32(new long[] {steps, 2, 3}, voltages));
    for (int i = 0; i < 6; i++) {
      assertThat(logits[i]).as("seed %d", SEED).isCloseTo(expected[i], within(2e-5));
    }
  }

  @Test
  void voltageIntegralOfVeryLateStepsIsZeroAndNotNan() {
    double[] logits =
        ofVoltages(
            Readout.voltageIntegral(Time.us(1), 1), Programs.f32(new long[] {4, 1, 1}, 1, 1, 1, 1));
    assertThat(logits[0]).isCloseTo(0.25, within(1e-7));
  }

  @Test
  void spikeCountAddsUpSpikes() {
    assertThat(ofSpikes(Readout.spikeCount(0.5), spikes())).containsExactly(1, 0.5, 0);
  }

  @Test
  void firstSpikeTimeIsThatOfTheStepAndTheEndForSilence() {
    assertThat(ofSpikes(Readout.firstSpikeTime(5), spikes())).containsExactly(-0.25, -0.75, -1);
  }

  @Test
  void silentNeuronsAreLaterTheFartherTheyStayFromThreshold() {
    assertThat(silent(1)).containsExactly(-0.25, -0.75, -(1 + 5 * 0.25));
    assertThat(silent(2)).containsExactly(-0.25, -0.75, -(1 + 5 * 1.25));
  }

  /// The third neuron stays silent, and comes up to 0.75.
  private static double[] silent(double threshold) {
    Tensor voltages = Programs.f32(SHAPE, 0, 0, 0, 9, 0, 0.75, 9, 0, 0.5, 0, 9, 0);
    Tensor thresholds = Programs.f32(new long[] {3}, 7, 8, threshold);
    return Programs.eval(
            (b, v) ->
                Readout.firstSpikeTime(5)
                    .build(
                        b,
                        Records.ofSpikes(DT, v.get(0))
                            .withVoltages(v.get(1))
                            .withThresholds(v.get(2))),
            spikes(),
            voltages,
            thresholds)
        .toDoubles();
  }

  @Test
  void silentNeuronsNeedTheirThreshold() {
    assertThatThrownBy(
            () ->
                Programs.eval(
                    (b, v) ->
                        Readout.firstSpikeTime(5)
                            .build(b, Records.ofSpikes(DT, v.get(0)).withVoltages(v.get(0))),
                    spikes()))
        .hasMessage(
            "readout firstSpikeTime: expected the thresholds of the label population, got none;"
                + " give them with withThresholds(...)");
  }

  @Test
  void recordedSpikeTimesAreFinerThanSteps() {
    Tensor times = Programs.f32(SHAPE, 7, 7, -7, 0.125, 7, -7, 0.375, 7, -7, 7, 0.625, -7);
    Tensor logits =
        Programs.eval(
            (b, v) ->
                Readout.firstSpikeTime(5)
                    .build(b, Records.ofSpikes(DT, v.get(0)).withSpikeTimes(v.get(1))),
            spikes(),
            times);
    assertThat(logits.toDoubles()).containsExactly(-0.125, -0.625, -1);
  }

  @Test
  void saysWhichRecordIsMissing() {
    assertThatThrownBy(() -> ofVoltages(Readout.spikeCount(1), spikes()))
        .hasMessage(
            "readout spikeCount: expected records of spikes, got none;"
                + " record the spikes of the label population");
    assertThatThrownBy(() -> ofSpikes(Readout.voltageMaximum(), spikes()))
        .hasMessageContaining("readout voltageMaximum: expected records of voltages");
  }

  @Test
  void refusesRecordsOfAnotherShape() {
    assertThatThrownBy(
            () -> ofVoltages(Readout.voltageMaximum(), Programs.f32(new long[] {2, 2}, 1, 2, 3, 4)))
        .hasMessage(
            "readout voltageMaximum: voltages: expected floats [steps, batch, classes],"
                + " got tensor<2x2xf32>");
    assertThatThrownBy(
            () -> ofVoltages(Readout.voltageMaximum(), Programs.f32(new long[] {0, 1, 1})))
        .hasMessageContaining("at least one step");
    assertThatThrownBy(() -> Readout.voltageIntegral(ms(0), 1)).hasMessageContaining("tau");
  }
}
