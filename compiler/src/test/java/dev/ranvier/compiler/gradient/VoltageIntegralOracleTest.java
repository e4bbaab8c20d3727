package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.exact.Oracles;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The integral of a leaky readout's voltage and its derivatives, against those that
/// `li_readout.json` has for continuous time. Steps take currents from their beginnings, and a
/// voltage stands for the beginning of its step, at whose end it is; so what is off is
///
///     (1/tm + 1/ts) dt/2 + dt/tau
///
/// of the logit, to first order, and half of that for half the step.
class VoltageIntegralOracleTest {
  /// How far off, of the greatest, the logit and its derivatives by weights and by times of arrival
  /// are.
  private record Off(double logit, double weights, double times) {
    List<Double> all() {
      return List.of(logit, weights, times);
    }
  }

  static Stream<JsonObject> cases() throws IOException {
    return Oracles.read("li_readout.json").getAsJsonArray().asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  private static double number(JsonObject given, String name) {
    return given.get(name).getAsDouble();
  }

  /// Spikes that are sent a step earlier, with delays of a step.
  private static Off off(JsonObject given, double step) {
    double[] times = Oracles.numbers(given.get("times"));
    double tau = number(given, "tau_m");
    double[][] weights =
        Arrays.stream(Oracles.numbers(given.get("weights")))
            .mapToObj(weight -> new double[] {weight / tau})
            .toArray(double[][]::new);
    Network network =
        Network.named(
            "readout",
            dt(ms(step)),
            n -> {
              var in = n.input("in", times.length);
              var read = n.population("read", 1, LeakyReadout.tau(ms(tau)));
              n.project(
                  in,
                  read,
                  dense()
                      .weights(explicit(weights))
                      .delays(constant(ms(1)))
                      .synapse(exponential(ms(number(given, "tau_s")))));
            });
    Readout readout = Readout.voltageIntegral(ms(number(given, "tau_li")), 1);
    Recipe recipe =
        Recipe.of(Objective.of("read", readout, Loss.meanSquaredError()), Schedule.constant(0.1))
            .trainDelays("in->read");
    int steps = (int) Math.rint((1 + number(given, "T")) / step);
    Gradients got = Gradients.of(network.graph(), recipe, steps, given(times, steps, step));
    double shift = Math.exp(1 / number(given, "tau_li"));
    double logit = Math.sqrt(got.metric("loss").asDouble(0));
    double expected = number(given, "logit");
    double[] byWeight = got.gradient("in->read.weights").toDoubles();
    double[] byTime = got.gradient("in->read.latencies").toDoubles();
    for (int i = 0; i < times.length; i++) {
      byWeight[i] *= shift / (2 * logit * tau);
      byTime[i] *= shift / (2 * logit);
    }
    return new Off(
        Math.abs(shift * logit / expected - 1),
        off(byWeight, Oracles.numbers(given.get("dlogit_dw"))),
        off(byTime, Oracles.numbers(given.get("dlogit_dtime"))));
  }

  /// All of it 1 ms later, the first ms is for the delay: the logit is less by exp(-1 ms / tau).
  private static Map<String, Tensor> given(double[] times, int steps, double step) {
    int[] spikes = new int[steps * times.length];
    for (int i = 0; i < times.length; i++) {
      spikes[(int) Math.rint(times[i] / step) * times.length + i] = 1;
    }
    Map<String, Tensor> given = new HashMap<>();
    TensorType type = TensorType.of(ElementType.U8, steps, 1, times.length);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, 1), 99));
    return given;
  }

  private static double off(double[] got, double[] expected) {
    double most = 0;
    double greatest = 0;
    for (int i = 0; i < got.length; i++) {
      most = Math.max(most, Math.abs(got[i] - expected[i]));
      greatest = Math.max(greatest, Math.abs(expected[i]));
    }
    return most / greatest;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheIntegralAsFarAsStepsGo(JsonObject given) {
    Off coarse = off(given, 0.1);
    Off fine = off(given, 0.05);
    System.out.printf("dt 0.1: %s, dt 0.05: %s%n", coarse, fine);
    double rate = (1 / number(given, "tau_m") + 1 / number(given, "tau_s")) / 2;
    double expected = 0.1 * (rate + 1 / number(given, "tau_li"));
    assertThat(coarse.all()).allMatch(off -> off < 1.5 * expected, "< " + 1.5 * expected);
    for (int i = 0; i < coarse.all().size(); i++) {
      assertThat(fine.all().get(i) / coarse.all().get(i)).isBetween(0.4, 0.6);
    }
  }
}
