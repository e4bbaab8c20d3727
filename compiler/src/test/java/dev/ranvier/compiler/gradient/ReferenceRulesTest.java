package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.oneToOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.derivative.SpikeTime;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.exact.Oracles;
import dev.ranvier.compiler.gradient.Probes.Held;
import dev.ranvier.compiler.gradient.Probes.Meter;
import dev.ranvier.compiler.gradient.Probes.Ramp;
import dev.ranvier.compiler.neuron.Current;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The reference's rules of single spikes, delays and resets, from `adseq_rules.json`.
class ReferenceRulesTest {
  private static final Location HERE = Location.of("ReferenceRulesTest", 1);
  private static final TensorType ONE = TensorType.of(ElementType.F32, 1, 1);

  private static List<JsonObject> list(String name) throws IOException {
    return Oracles.read("adseq_rules.json").getAsJsonObject().getAsJsonArray(name).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static double[] column(List<JsonObject> rows, String name) {
    return rows.stream().mapToDouble(row -> row.get(name).getAsDouble()).toArray();
  }

  static Stream<JsonObject> detections() throws IOException {
    return list("spike_detect").stream();
  }

  /// There, what is sent is when the spike arrives, -1 for none; here, the time of the step is
  /// known and what is added to it is 0.
  @ParameterizedTest
  @MethodSource("detections")
  void movesASpikeAsTheReferenceDoes(JsonObject given) {
    JsonObject arguments = given.getAsJsonObject("args");
    Builder builder = new Builder(List.of(ONE, ONE, ONE), HERE);
    Value before = builder.arguments().getFirst();
    Value after = builder.arguments().get(1);
    Value level = builder.splat(ONE, arguments.get("vthres").getAsDouble());
    Value spikes = builder.add(new SpikeOp(before, after, level));
    double perMillisecond = 1 / arguments.get("dt").getAsDouble();
    Value slope =
        builder.multiply(builder.subtract(after, before), builder.splat(ONE, perMillisecond));
    Value late = SpikeTime.of(builder, spikes, builder.subtract(before, level), slope);
    Value time = builder.add(builder.arguments().get(2), late);
    builder.functionReturns(time, builder.convert(spikes, ElementType.I32));
    Function sent = Function.of("sent", true, builder.build(), HERE);
    Module module = Module.of("rules", Gradient.jvp(sent, List.of(0, 2)));
    double delay = arguments.get("delay").getAsDouble();
    double arrives = arguments.get("t").getAsDouble() + delay;
    List<Tensor> results =
        Evaluator.evaluate(
            module,
            "sent",
            List.of(
                one(arguments.get("v").getAsDouble()),
                one(arguments.get("vnext").getAsDouble()),
                one(arrives),
                one(given.get("v_t").getAsDouble()),
                one(0)));
    boolean expected = given.get("out").getAsDouble() >= 0;
    assertThat(results.get(1).asLong(0)).isEqualTo(expected ? 1 : 0);
    double moved = given.get("tangent_v").getAsDouble();
    assertThat(results.get(2).asDouble(0)).isCloseTo(moved, within(2e-6));
    if (expected) {
      double out = given.get("out").getAsDouble();
      assertThat(results.getFirst().asDouble(0)).isCloseTo(out, within(1e-6));
    }
  }

  private static Tensor one(double number) {
    return Tensor.ofDoubles(ONE, number);
  }

  @ParameterizedTest
  @MethodSource("roundings")
  void roundsDelaysAsTheReferenceDoes(double[] pair) {
    Builder builder = new Builder(List.of(ONE), HERE);
    builder.functionReturns(builder.add(new RoundNearestEvenOp(builder.arguments().getFirst())));
    Module module = Module.of("m", Function.of("round", true, builder.build(), HERE));
    List<Tensor> results = Evaluator.evaluate(module, "round", List.of(one(pair[0])));
    assertThat(results.getFirst().asDouble(0)).isEqualTo(pair[1]);
  }

  static Stream<double[]> roundings() throws IOException {
    return Stream.of(
        Oracles.rows(Oracles.read("adseq_rules.json").getAsJsonObject().get("round_half_even")));
  }

  /// Of each neuron's logit z, the loss is its square, as no class is the label's.
  private static Recipe squares(ArrivalRule rule, String... delays) {
    return Recipe.of(
            Objective.of("meter", Readout.voltageMaximum(), Loss.meanSquaredError()),
            Schedule.constant(0.1))
        .trainDelays(delays)
        .arrivals(rule);
  }

  private static Map<String, Tensor> spikesAtFirst(int steps, int channels) {
    int[] spikes = new int[steps * channels];
    Arrays.fill(spikes, 0, channels, 1);
    TensorType type = TensorType.of(ElementType.U8, steps, 1, channels);
    Map<String, Tensor> given = new HashMap<>();
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, 1), 99));
    return given;
  }

  private static void assertGradients(
      Gradients got, String port, List<JsonObject> rows, String derivative) {
    double[] shown = column(rows, "isyn");
    double[] expected = column(rows, derivative);
    double mean = Arrays.stream(shown).map(z -> z * z).average().orElseThrow();
    assertThat(got.metric("loss").asDouble(0)).isCloseTo(mean, within(1e-5 * mean));
    double[] gradient = got.gradient(port).toDoubles();
    for (int i = 0; i < shown.length; i++) {
      double moved = gradient[i] * shown.length / (2 * shown[i]);
      assertThat(moved)
          .as("%s[%d]", port, i)
          .isCloseTo(expected[i], within(2e-4 * Math.abs(expected[i])));
      double missed = shown[i] - 0.2;
      JsonObject row = rows.get(i);
      assertThat(missed * missed).isCloseTo(row.get("loss").getAsDouble(), within(1e-9));
      double dloss = row.get("dloss").getAsDouble();
      assertThat(2 * missed * moved).isCloseTo(dloss, within(1e-3 * Math.abs(dloss)));
    }
  }

  /// V = theta t meets 1; its spike takes a step, and its current is shown 3 ms and a step after
  /// the beginning.
  @ParameterizedTest
  @EnumSource(ArrivalRule.class)
  void movesACurrentWithTheSpikeBeforeIt(ArrivalRule rule) throws IOException {
    List<JsonObject> rows = list("synapse_theta");
    int size = rows.size();
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    Network network =
        Network.named(
            "theta",
            dt(ms(0.01)),
            n -> {
              var in = n.input("in", size);
              var ramp = n.population("ramp", size, new Ramp(0.99999));
              var meter = n.population("meter", size, new Meter(301));
              n.project(
                  in,
                  ramp,
                  oneToOne().weights(explicit(column(rows, "theta"))).synapse(new Held()));
              n.project(
                  ramp, meter, oneToOne().weights(explicit(ones)).synapse(exponential(ms(1))));
            });
    Gradients got = Gradients.of(network.graph(), squares(rule), 302, spikesAtFirst(302, size));
    assertGradients(got, "in->ramp.weights", rows, "disyn_dtheta");
  }

  @ParameterizedTest
  @EnumSource(ArrivalRule.class)
  void movesACurrentWithItsDelay(ArrivalRule rule) throws IOException {
    List<JsonObject> rows = list("synapse_delay");
    int size = rows.size();
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    Time[] delays = Arrays.stream(column(rows, "delay")).mapToObj(Time::ms).toArray(Time[]::new);
    Network network =
        Network.named(
            "delay",
            dt(ms(0.01)),
            n -> {
              var in = n.input("in", size);
              var meter = n.population("meter", size, new Meter(300));
              n.project(
                  in,
                  meter,
                  oneToOne()
                      .weights(explicit(ones))
                      .delays(explicit(delays))
                      .synapse(exponential(ms(1))));
            });
    Gradients got =
        Gradients.of(network.graph(), squares(rule, "in->meter"), 301, spikesAtFirst(301, size));
    assertGradients(got, "in->meter.latencies", rows, "disyn_ddelay");
  }

  static Stream<JsonObject> resets() throws IOException {
    return list("lif_exact_reset").stream();
  }

  /// A constant current, and the derivative of the voltage by it. The reference resets a voltage in
  /// the step after the one that crosses, so that it is a step later for each spike; and of dV/dt
  /// before the reset, by which the derivative is divided, it takes that at the voltage above the
  /// threshold, where we take that over the step: at a slope of 0.02 per ms, 2 % more.
  @ParameterizedTest
  @MethodSource("resets")
  void movesVoltagesThroughResetsAsTheReferenceDoes(JsonObject given) {
    int steps = given.get("steps").getAsInt();
    TimeStep step = new TimeStep(ms(given.get("dt").getAsDouble()));
    Lif lif =
        Lif.exactReset()
            .tauMembrane(ms(given.get("tau_mem").getAsDouble()))
            .threshold(given.get("vthres").getAsDouble());
    Module module = Module.of("resets", Gradient.jvp(unrolled(lif, step, steps), List.of(0)));
    List<Tensor> got =
        Evaluator.evaluate(module, "run", List.of(one(given.get("amp").getAsDouble()), one(1)));
    double[] shown = Oracles.numbers(given.get("idx"));
    double[] voltages = Oracles.numbers(given.get("V"));
    double[] slopes = Oracles.numbers(given.get("dV_damp"));
    double[] spiked = Oracles.numbers(given.get("spike_steps"));
    for (int i = 0; i < shown.length; i++) {
      double until = shown[i];
      int before = (int) Arrays.stream(spiked).filter(at -> at < until).count();
      int at = (int) until - before;
      assertThat(got.get(at).asDouble(0)).isCloseTo(voltages[i], within(2e-5));
      assertThat(got.get(2 * steps + at).asDouble(0))
          .as("dV at step %s, after %d spikes", until, before)
          .isCloseTo(slopes[i], within(1e-4 * slopes[i] + 0.02 * before * slopes[i]));
    }
    List<Integer> ours = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      if (got.get(steps + i).asLong(0) != 0) {
        ours.add(i + 1 + ours.size());
      }
    }
    assertThat(ours.stream().mapToDouble(i -> i).filter(at -> at < steps).toArray())
        .containsExactly(spiked);
  }

  /// The voltages before each step, then the spikes of each, which have no derivative.
  private static Function unrolled(Lif lif, TimeStep step, int steps) {
    Builder builder = new Builder(List.of(ONE), HERE);
    Value voltage = builder.splat(ONE, 0.0);
    List<Value> results = new ArrayList<>();
    List<Value> spikes = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      results.add(voltage);
      Current current = Current.constant(builder.arguments().getFirst());
      var constants = Constants.untrained(builder, lif.constants());
      var next = lif.step(builder, step, constants, List.of(voltage), current);
      voltage = next.voltage();
      spikes.add(builder.convert(next.spikes(), ElementType.I32));
    }
    results.addAll(spikes);
    builder.functionReturns(results);
    return Function.of("run", true, builder.build(), HERE);
  }
}
