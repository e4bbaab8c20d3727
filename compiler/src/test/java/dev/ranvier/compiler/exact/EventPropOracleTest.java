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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole networks, with the spikes and the gradients that `eventprop.json` has for them. It does
/// not differentiate by an adaptation that a network does not have.
class EventPropOracleTest {
  /// @param places where each synapse's weight and delay stand in the file, from 0 in `in` or `rec`
  record Case(JsonObject json, ExactNetwork network, List<Place> places) {
    @Override
    public String toString() {
      return json.get("name").getAsString();
    }

    JsonObject gradient() {
      return json.getAsJsonObject("grad");
    }
  }

  private record Place(String kind, int target, int source) {}

  static Stream<Case> cases() throws IOException {
    return Oracles.read("eventprop.json").getAsJsonArray().asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(EventPropOracleTest::read);
  }

  private static Case read(JsonObject json) {
    JsonObject given = json.getAsJsonObject("params");
    List<Synapse> synapses = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (String kind : List.of("in", "rec")) {
      double[][] weights = Oracles.rows(given.get("W_" + kind));
      double[][] delays = Oracles.rows(given.get("D_" + kind));
      for (int target = 0; target < weights.length; target++) {
        for (int source = 0; source < weights[target].length; source++) {
          double weight = weights[target][source];
          if (weight != 0) {
            double delay = delays[target][source];
            synapses.add(new Synapse(kind.equals("in"), source, target, weight, delay));
            places.add(new Place(kind, target, source));
          }
        }
      }
    }
    ExactNetwork network =
        new ExactNetwork(
            new Membrane(given.get("tau_m").getAsDouble(), given.get("tau_s").getAsDouble()),
            Oracles.numbers(given.get("theta")),
            given.get("v_reset").getAsDouble(),
            Oracles.numbers(given.get("beta")),
            given.get("tau_a").getAsDouble(),
            synapses,
            Oracles.rows(given.get("in_spikes")),
            given.get("T").getAsDouble());
    return new Case(json, network, places);
  }

  private static void assertClose(double[] got, double[] expected, String what) {
    assertThat(got).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      double tolerance = 1e-7 * (1 + Math.abs(expected[i]));
      assertThat(got[i]).as("%s[%d]", what, i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void spikesWhenTheOracleSays(Case one) {
    ExactRun run = ExactRun.of(one.network());
    double[][] spikes = Oracles.rows(one.json().get("spikes"));
    assertThat(run.spikes()).hasSize(spikes.length);
    for (int i = 0; i < spikes.length; i++) {
      ExactRun.Spike spike = run.spikes().get(i);
      assertThat(spike.neuron()).as("spike %d", i).isEqualTo((int) spikes[i][1]);
      assertThat(spike.time()).as("spike %d", i).isCloseTo(spikes[i][0], within(1e-9));
    }
    JsonObject end = one.json().getAsJsonObject("final_state");
    for (int i = 0; i < one.network().neurons(); i++) {
      assertThat(run.voltage(i)).isCloseTo(Oracles.numbers(end.get("V"))[i], within(1e-8));
      assertThat(run.current(i)).isCloseTo(Oracles.numbers(end.get("I"))[i], within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheGradientThatTheOracleSays(Case one) {
    ExactRun run = ExactRun.of(one.network());
    ExactGradient gradient = ExactGradient.of(run, Oracles.numbers(one.json().get("dloss_dt")));
    double[] weights = new double[one.places().size()];
    double[] delays = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      Place place = one.places().get(i);
      JsonObject given = one.gradient();
      weights[i] = Oracles.rows(given.get("W_" + place.kind()))[place.target()][place.source()];
      delays[i] = Oracles.rows(given.get("D_" + place.kind()))[place.target()][place.source()];
    }
    assertClose(gradient.weights(), weights, "weights");
    assertClose(gradient.delays(), delays, "delays");
    assertClose(gradient.thresholds(), Oracles.numbers(one.gradient().get("theta")), "thresholds");
    if (Arrays.stream(one.network().adaptation()).anyMatch(jump -> jump != 0)) {
      assertClose(gradient.adaptation(), Oracles.numbers(one.gradient().get("beta")), "adaptation");
    }
    double[] reset = {one.gradient().get("v_reset").getAsDouble()};
    assertClose(new double[] {gradient.reset()}, reset, "reset");
    double[] inputs =
        Stream.of(Oracles.rows(one.gradient().get("in_spikes")))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    assertClose(gradient.inputs(), inputs, "input spikes");
  }
}
