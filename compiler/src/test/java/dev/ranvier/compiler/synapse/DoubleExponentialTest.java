package dev.ranvier.compiler.synapse;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.models.Oracles.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.synapse.Synapse.Arrivals;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.models.Oracles;
import dev.ranvier.models.StateRun;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoubleExponentialTest {
  static Stream<JsonObject> oracle() throws IOException {
    return Oracles.cases(Oracles.read("psp_norm.json"), "cases").stream();
  }

  static Stream<JsonObject> kernels() throws IOException {
    return oracle().filter(one -> one.has("values"));
  }

  static Stream<JsonObject> alphaFunctions() throws IOException {
    return oracle().filter(one -> one.has("alpha_function"));
  }

  private static StateRun run(double rise, double decay, double dt) {
    Synapse synapse = new DoubleExponential(ms(rise), ms(decay));
    return new StateRun(
        synapse.states(),
        2,
        (builder, states, inputs) ->
            synapse.step(
                builder,
                new TimeStep(ms(dt)),
                Constants.untrained(builder, synapse.constants()),
                states,
                new Arrivals(inputs.get(0), inputs.get(1))));
  }

  /// A spike of weight 1 in step 0, that may be later.
  private static StateRun afterOneSpike(double rise, double decay, double dt, long steps) {
    StateRun run = run(rise, decay, dt);
    run.advance(1, 0, 0, 1);
    for (long i = 0; i < steps; i++) {
      run.advance(0, 0, 0, 0);
    }
    return run;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void followsTheKernelOfTheOracle(JsonObject kernel) {
    double dt = 0.1;
    for (JsonElement pair : kernel.getAsJsonArray("values")) {
      double time = pair.getAsJsonArray().get(0).getAsDouble();
      double wanted = pair.getAsJsonArray().get(1).getAsDouble();
      StateRun run =
          afterOneSpike(number(kernel, "tau1"), number(kernel, "tau2"), dt, Math.round(time / dt));
      assertThat(run.value(0)).as("%s at %s ms", kernel, time).isCloseTo(wanted, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void isLessByItsSlopeWhereTheSpikeIsLater(JsonObject kernel) {
    double rise = number(kernel, "tau1");
    double decay = number(kernel, "tau2");
    assertThat(afterOneSpike(rise, decay, 0.1, 0).derivative(0))
        .isCloseTo(-number(kernel, "slope0"), within(1e-5 * number(kernel, "slope0")));
    StateRun late = afterOneSpike(rise, decay, 0.001, 1001);
    StateRun early = afterOneSpike(rise, decay, 0.001, 999);
    assertThat(afterOneSpike(rise, decay, 0.001, 1000).derivative(0))
        .isCloseTo((early.value(0) - late.value(0)) / 0.002, within(2e-3));
  }

  @ParameterizedTest
  @MethodSource("alphaFunctions")
  void isTheAlphaFunctionWhereBothTimesAreEqual(JsonObject kernel) {
    double tau = number(kernel, "tau1");
    for (int step : new int[] {0, 1, 7, 30, 200}) {
      double time = 0.1 * step;
      assertThat(afterOneSpike(tau, tau, 0.1, step).value(0))
          .as("at %s ms", time)
          .isCloseTo(time / tau * Math.exp(1 - time / tau), within(1e-5));
    }
  }

  @Test
  void addsSpikesAsTheReferenceDoes() throws IOException {
    JsonObject discrete = Oracles.read("psp_norm.json").getAsJsonObject("adseq_discrete");
    double[] wanted = Oracles.numbers(discrete, "isyn");
    double[] arrivals = Oracles.numbers(discrete, "arrival_steps");
    StateRun run = run(number(discrete, "tau1"), number(discrete, "tau2"), number(discrete, "dt"));
    for (int step = 0; step < wanted.length; step++) {
      int now = step;
      run.advance(java.util.Arrays.stream(arrivals).anyMatch(one -> one == now) ? 1 : 0, 0, 0, 0);
      assertThat(run.value(0)).as("step %d", step).isCloseTo(wanted[step], within(1e-6));
    }
  }
}
