package dev.ranvier.compiler.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ranvier.compiler.exact.ExactNetwork.Synapse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Exact gradients of recurrent networks against finite differences, and the voltage integral
/// against `li_readout.json`.
class ExactGradientTest {
  private static final int CELLS = 6;
  private static final int READ = 2;
  private static final int CHANNELS = 3;
  private static final VoltageIntegral READOUT = new VoltageIntegral(8, 0.7);
  private static final double[] LOGITS = {0, 0, 0, 0, 0, 0, 1, -0.6};
  private static final double PER_SPIKE = 0.05;
  private static final double STEP = 1e-6;

  /// Inputs into cells, cells into each other, itself excluded, and into two that are read.
  private static ExactNetwork network(Membrane membrane, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Synapse> synapses = new ArrayList<>();
    for (int target = 0; target < CELLS; target++) {
      for (int source = 0; source < CHANNELS; source++) {
        double weight = random.nextDouble(1, 6);
        synapses.add(new Synapse(true, source, target, weight, random.nextDouble(0.1, 3)));
      }
      for (int source = 0; source < CELLS; source++) {
        if (source != target) {
          double weight = random.nextDouble(-1.5, 1.5);
          synapses.add(new Synapse(false, source, target, weight, random.nextDouble(0.5, 4)));
        }
      }
    }
    for (int target = CELLS; target < CELLS + READ; target++) {
      for (int source = 0; source < CELLS; source++) {
        double weight = random.nextDouble(-1, 1);
        synapses.add(new Synapse(false, source, target, weight, random.nextDouble(0.1, 2)));
      }
    }
    double[][] inputs = new double[CHANNELS][];
    for (int i = 0; i < CHANNELS; i++) {
      inputs[i] = random.doubles(3, 0, 15).sorted().toArray();
    }
    double[] thresholds = new double[CELLS + READ];
    Arrays.fill(thresholds, 0, CELLS, 1);
    Arrays.fill(thresholds, CELLS, CELLS + READ, Double.POSITIVE_INFINITY);
    return ExactNetwork.of(membrane, thresholds, -0.1, synapses, inputs, 30);
  }

  private static double loss(ExactRun run) {
    double[] logits = READOUT.logits(run);
    double loss = 0;
    for (int i = 0; i < logits.length; i++) {
      loss += LOGITS[i] * logits[i];
    }
    return loss + PER_SPIKE * run.spikes().stream().mapToDouble(ExactRun.Spike::time).sum();
  }

  private static ExactGradient gradient(ExactRun run) {
    double[] times = new double[run.spikes().size()];
    Arrays.fill(times, PER_SPIKE);
    return ExactGradient.of(run, times, READOUT, LOGITS);
  }

  private static ExactNetwork moved(ExactNetwork network, int at, double weight, double delay) {
    List<Synapse> synapses = new ArrayList<>(network.synapses());
    Synapse old = synapses.get(at);
    synapses.set(
        at,
        new Synapse(
            old.fromInput(),
            old.source(),
            old.target(),
            old.weight() + weight,
            old.delay() + delay));
    return network.withSynapses(synapses);
  }

  private static double slope(ExactNetwork before, ExactNetwork after) {
    return (loss(ExactRun.of(after)) - loss(ExactRun.of(before))) / (2 * STEP);
  }

  private static void assertClose(double got, double expected, String what, int at) {
    assertThat(got)
        .as("%s[%d]", what, at)
        .isCloseTo(expected, within(2e-5 + 2e-5 * Math.abs(expected)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isThatOfFiniteDifferences(long seed) {
    Membrane membrane = seed == 3 ? new Membrane(6, 6) : new Membrane(6, 3);
    ExactNetwork network = network(membrane, seed);
    ExactRun run = ExactRun.of(network);
    assertThat(run.spikes().size()).as("spikes").isBetween(15, 300);
    ExactGradient gradient = gradient(run);
    for (int i = 0; i < network.synapses().size(); i++) {
      double weight = slope(moved(network, i, -STEP, 0), moved(network, i, STEP, 0));
      double delay = slope(moved(network, i, 0, -STEP), moved(network, i, 0, STEP));
      assertClose(gradient.weights()[i], weight, "weights", i);
      assertClose(gradient.delays()[i], delay, "delays", i);
    }
    for (int i = 0; i < CELLS; i++) {
      double[] less = network.thresholds().clone();
      double[] more = network.thresholds().clone();
      less[i] -= STEP;
      more[i] += STEP;
      double expected = slope(network.withThresholds(less), network.withThresholds(more));
      assertClose(gradient.thresholds()[i], expected, "thresholds", i);
    }
  }

  static Stream<JsonObject> readouts() throws IOException {
    return Oracles.read("li_readout.json").getAsJsonArray().asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("readouts")
  void readsVoltagesAsTheOracleSays(JsonObject given) {
    Membrane membrane =
        new Membrane(given.get("tau_m").getAsDouble(), given.get("tau_s").getAsDouble());
    double[] times = Oracles.numbers(given.get("times"));
    double[] weights = Oracles.numbers(given.get("weights"));
    List<Synapse> synapses = new ArrayList<>();
    double[][] inputs = new double[times.length][];
    for (int i = 0; i < times.length; i++) {
      synapses.add(new Synapse(true, i, 0, weights[i], 0));
      inputs[i] = new double[] {times[i]};
    }
    double[] never = {Double.POSITIVE_INFINITY};
    double end = given.get("T").getAsDouble();
    ExactRun run = ExactRun.of(ExactNetwork.of(membrane, never, 0, synapses, inputs, end));
    VoltageIntegral readout = new VoltageIntegral(given.get("tau_li").getAsDouble(), 1);
    ExactGradient gradient = ExactGradient.of(run, new double[0], readout, new double[] {1});
    double logit = given.get("logit").getAsDouble();
    assertThat(readout.logits(run)[0]).isCloseTo(logit, within(1e-10));
    double[] byWeight = Oracles.numbers(given.get("dlogit_dw"));
    assertThat(gradient.weights()).containsExactly(byWeight, within(1e-10));
    double[] byTime = Oracles.numbers(given.get("dlogit_dtime"));
    assertThat(gradient.inputs()).containsExactly(byTime, within(1e-10));
  }
}
