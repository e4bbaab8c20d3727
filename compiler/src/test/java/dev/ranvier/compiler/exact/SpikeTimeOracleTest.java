package dev.ranvier.compiler.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ranvier.compiler.exact.ExactNetwork.Synapse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Single neurons, with the spikes and derivatives that `lif_spike_time.json` has for them.
class SpikeTimeOracleTest {
  private static Stream<JsonObject> list(String name) throws IOException {
    return Oracles.read("lif_spike_time.json")
        .getAsJsonObject()
        .getAsJsonArray(name)
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject);
  }

  static Stream<JsonObject> states() throws IOException {
    return list("state_cases");
  }

  static Stream<JsonObject> silent() throws IOException {
    return list("no_spike");
  }

  static Stream<JsonObject> driven() throws IOException {
    return list("input_cases");
  }

  static Stream<JsonObject> grazing() throws IOException {
    return Oracles.read("lif_spike_time.json")
        .getAsJsonObject()
        .getAsJsonObject("graze")
        .getAsJsonArray("cases")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject);
  }

  private static double number(JsonObject given, String name) {
    return given.get(name).getAsDouble();
  }

  private static Membrane membrane(JsonObject given) {
    return new Membrane(number(given, "tau_m"), number(given, "tau_s"));
  }

  private static double crossing(JsonObject given) {
    return membrane(given)
        .crossing(
            number(given, "V0"),
            number(given, "I0"),
            number(given, "theta"),
            Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("states")
  void crossesWhenTheOracleSays(JsonObject given) {
    double expected = number(given, "t_spike");
    assertThat(crossing(given)).isCloseTo(expected, within(4e-15 * expected));
  }

  @ParameterizedTest
  @MethodSource("silent")
  void staysSilentWhereTheOracleDoes(JsonObject given) {
    assertThat(crossing(given)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("grazing")
  void crossesWhereItHardlyDoes(JsonObject given) {
    double expected = number(given, "t_spike");
    double got = new Membrane(10, 5).crossing(0, number(given, "I0"), 1, Double.POSITIVE_INFINITY);
    double slope = Math.sqrt(number(given, "I0") - 4);
    assertThat(got).isCloseTo(expected, within(1e-14 + 1e-14 / slope));
  }

  private static ExactNetwork network(JsonObject given) {
    double[] times = Oracles.numbers(given.get("in_times"));
    double[] weights = Oracles.numbers(given.get("weights"));
    double[] delays = Oracles.numbers(given.get("delays"));
    List<Synapse> synapses = new ArrayList<>();
    double[][] inputs = new double[times.length][];
    for (int i = 0; i < times.length; i++) {
      synapses.add(new Synapse(true, i, 0, weights[i], delays[i]));
      inputs[i] = new double[] {times[i]};
    }
    double[] threshold = {number(given, "theta")};
    double reset = number(given, "v_reset");
    return ExactNetwork.of(membrane(given), threshold, reset, synapses, inputs, number(given, "T"));
  }

  @ParameterizedTest
  @MethodSource("driven")
  void spikesWhenDrivenAsTheOracleSays(JsonObject given) {
    ExactRun run = ExactRun.of(network(given));
    double[] expected = Oracles.numbers(given.get("spikes"));
    assertThat(run.spikes().stream().mapToDouble(ExactRun.Spike::time).toArray())
        .containsExactly(expected, within(1e-11));
    assertThat(run.voltage(0)).isCloseTo(number(given, "V_T"), within(1e-10));
    assertThat(run.current(0)).isCloseTo(number(given, "I_T"), within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("driven")
  void movesItsSpikesAsTheOracleSays(JsonObject given) {
    ExactRun run = ExactRun.of(network(given));
    double[][] weights = Oracles.rows(given.get("dspikes_dw"));
    double[][] delays = Oracles.rows(given.get("dspikes_ddelay"));
    double[] thresholds = Oracles.numbers(given.get("dspikes_dtheta"));
    for (int spike = 0; spike < run.spikes().size(); spike++) {
      double[] times = new double[run.spikes().size()];
      times[spike] = 1;
      ExactGradient gradient = ExactGradient.of(run, times);
      for (int i = 0; i < weights.length; i++) {
        assertThat(gradient.weights()[i]).isCloseTo(weights[i][spike], within(1e-9));
        assertThat(gradient.delays()[i]).isCloseTo(delays[i][spike], within(1e-9));
      }
      assertThat(gradient.thresholds()[0]).isCloseTo(thresholds[spike], within(1e-9));
    }
  }
}
