package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.models.Oracles.number;
import static dev.ranvier.models.Oracles.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.models.Oracles;
import dev.ranvier.models.StateRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Neurons in a constant current, and the derivatives of their states by it, through every reset.
class ResetOracleTest {
  static Stream<JsonObject> lif() throws IOException {
    return Oracles.cases(Oracles.read("adseq_rules.json"), "lif_exact_reset").stream();
  }

  static Stream<JsonObject> adex() throws IOException {
    return Oracles.cases(Oracles.read("adex.json"), "discrete_adseq").stream();
  }

  private static StateRun run(Neuron neuron, double dt) {
    TimeStep step = new TimeStep(ms(dt));
    return new StateRun(
        neuron.states(),
        1,
        (builder, states, inputs) ->
            neuron
                .step(
                    builder,
                    step,
                    Constants.untrained(builder, neuron.constants()),
                    states,
                    Current.constant(builder.convert(inputs.getFirst(), ElementType.F32)))
                .states());
  }

  /// The oracle has the states before each step; the spike of a step is where the voltage is seen
  /// above its threshold.
  private static void assertFollows(
      JsonObject oracle, StateRun run, double current, double threshold, String... states) {
    List<Double> spikes = new ArrayList<>();
    double[] steps = numbers(oracle, "idx");
    int next = 0;
    for (int step = 0; step < number(oracle, "steps"); step++) {
      if (next < steps.length && steps[next] == step) {
        for (int state = 0; state < states.length; state++) {
          assertState(oracle, run, states[state], state, next);
        }
        next++;
      }
      if (run.value(0) >= threshold) {
        spikes.add((double) step);
      }
      run.advance(current, 1);
    }
    assertThat(spikes)
        .containsExactlyElementsOf(
            java.util.Arrays.stream(numbers(oracle, "spike_steps")).boxed().toList());
  }

  private static void assertState(
      JsonObject oracle, StateRun run, String name, int state, int index) {
    double value = numbers(oracle, name)[index];
    double derivative = numbers(oracle, "d" + name + "_damp")[index];
    String where = "%s of %s, entry %d".formatted(name, oracle.get("spike_steps"), index);
    assertThat(run.value(state)).as(where).isCloseTo(value, within(1e-4));
    assertThat(run.derivative(state))
        .as("derivative of " + where)
        .isCloseTo(derivative, within(1e-4 + 2e-3 * Math.abs(derivative)));
  }

  @ParameterizedTest
  @MethodSource("lif")
  void lifFollowsTheReference(JsonObject oracle) {
    Lif lif =
        Lif.exactResetInNextStep()
            .tauMembrane(ms(number(oracle, "tau_mem")))
            .threshold(number(oracle, "vthres"));
    StateRun run = run(lif, number(oracle, "dt"));
    assertFollows(oracle, run, number(oracle, "amp"), lif.threshold(), "V");
  }

  @ParameterizedTest
  @MethodSource("adex")
  void adexFollowsTheReference(JsonObject oracle) {
    JsonObject given = oracle.getAsJsonObject("params");
    Adex adex =
        Adex.exactReset()
            .tauMembrane(ms(number(given, "tau_mem")))
            .rest(number(given, "EL"))
            .onset(number(given, "VT"))
            .sharpness(number(given, "delta_T"))
            .reset(number(given, "V_reset"))
            .peak(number(given, "V_peak"))
            .adaptation(ms(number(given, "tau_w")), number(given, "a"), number(given, "b"));
    StateRun run = run(adex, number(given, "dt"));
    assertFollows(oracle, run, number(oracle, "isyn"), adex.peak(), "V", "w");
  }
}
