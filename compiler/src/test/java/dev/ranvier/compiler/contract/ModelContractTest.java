package dev.ranvier.compiler.contract;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.pass.NetworkGradient;
import dev.ranvier.compiler.pass.NetworkGradient.Found;
import dev.ranvier.compiler.pass.NetworkGradient.Sought;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every neuron with every synapse: one input, whose spikes reach a population after 0.5 ms.
///
/// Derivatives in continuous time are met up to what is of the order of a step, which is large
/// where voltages rise steeply: so the step is short.
class ModelContractTest {
  static final double LONG_STEP = 0.05;
  private static final int LONG_STEPS = 240;
  static final double DT = 0.0125;
  static final double DELAY = 0.5;
  private static final int SENT = 8;
  static final int STEPS = 720;
  static final double ARRIVAL = SENT * DT + DELAY;
  static final double END = STEPS * DT;

  static Stream<Arguments> pairs() {
    return PlainNeurons.all().stream()
        .flatMap(neuron -> PlainSynapses.all().stream().map(synapse -> arguments(neuron, synapse)));
  }

  /// Those of which voltages after a spike are differentiated exactly: what is left of a jump after
  /// a crossing is not ([dev.ranvier.compiler.synapse.Delta]).
  static Stream<Arguments> exactPairsWithoutJumps() {
    return exactPairs().filter(pair -> !((PlainSynapse) pair.get()[1]).lifts());
  }

  static Stream<Arguments> exactPairs() {
    return pairs().filter(pair -> ((PlainNeuron) pair.get()[0]).isExact());
  }

  static Network network(PlainNeuron neuron, PlainSynapse synapse, double... weights) {
    return network(DT, neuron, synapse, weights);
  }

  static Network network(double step, PlainNeuron neuron, PlainSynapse synapse, double... weights) {
    return Network.named(
        "pair",
        dt(ms(step)),
        n -> {
          var in = n.input("in", 1);
          var p = n.population("p", weights.length, neuron.model());
          n.project(
              in,
              p,
              dense()
                  .weights(explicit(new double[][] {weights}))
                  .delays(constant(ms(DELAY)))
                  .synapse(synapse.model(neuron)));
          n.record(spikes(p), voltage(p));
        });
  }

  /// The least weight of an arrival that makes a spike before `within` ms after it have passed.
  static double leastWeight(PlainNeuron neuron, PlainSynapse synapse, double within) {
    double silent = 1e-4;
    double spiking = 1e4;
    while (spiking / silent > 1.0001) {
      double weight = Math.sqrt(silent * spiking);
      var run = Continuous.run(neuron, synapse, weight, ARRIVAL, ARRIVAL + within);
      if (run.spikes().isEmpty()) {
        silent = weight;
      } else {
        spiking = weight;
      }
    }
    return spiking;
  }

  /// The derivative of something by something, in continuous time.
  private static double slope(
      PlainNeuron neuron,
      PlainSynapse synapse,
      double weight,
      double later,
      double heavier,
      ToDoubleFunction<Continuous.Result> sought) {
    double step = 1e-3 * (later + heavier);
    double up =
        sought.applyAsDouble(
            Continuous.run(neuron, synapse, weight + 1e-3 * heavier, ARRIVAL + 1e-3 * later, END));
    double down =
        sought.applyAsDouble(
            Continuous.run(neuron, synapse, weight - 1e-3 * heavier, ARRIVAL - 1e-3 * later, END));
    return (up - down) / (2 * step);
  }

  private static double byWeight(
      PlainNeuron neuron,
      PlainSynapse synapse,
      double weight,
      ToDoubleFunction<Continuous.Result> sought) {
    return slope(neuron, synapse, weight, 0, weight, sought);
  }

  private static double byDelay(
      PlainNeuron neuron,
      PlainSynapse synapse,
      double weight,
      ToDoubleFunction<Continuous.Result> sought) {
    return slope(neuron, synapse, weight, 1, 0, sought);
  }

  private static void assertClose(String name, double got, double wanted, double scale) {
    assertThat(got).as(name).isCloseTo(wanted, within(0.06 * Math.abs(wanted) + 0.02 * scale));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void stepsAreWhatTheirEquationsSay(PlainNeuron neuron, PlainSynapse synapse) {
    double least = leastWeight(neuron, synapse, 5);
    double[] weights = {(float) (0.6 * least), (float) (1.5 * least), (float) (3 * least)};
    int[] sent = {10, 40, 41, 60, 100};
    int[] sequence = new int[LONG_STEPS];
    Arrays.stream(sent).forEach(step -> sequence[step] = 1);
    Tensor given = Tensor.ofInts(TensorType.of(ElementType.U8, LONG_STEPS, 1, 1), sequence);
    Map<String, Tensor> records =
        Compiler.target(Targets.cpu())
            .compile(
                network(LONG_STEP, neuron, synapse, weights),
                Settings.batch(1).steps(LONG_STEPS).seed(1))
            .evaluate(Map.of("in.spikes", given));
    Tensor voltages = Objects.requireNonNull(records.get("p.voltage"));
    Tensor spikes = Objects.requireNonNull(records.get("p.spikes"));
    int count = 0;
    for (int i = 0; i < weights.length; i++) {
      double[] states = neuron.start();
      double[] synaptic = new double[synapse.size()];
      for (int step = 0; step < LONG_STEPS; step++) {
        int from = step - (int) Math.rint(DELAY / LONG_STEP);
        synapse.step(synaptic, from >= 0 ? sequence[from] * weights[i] : 0, LONG_STEP);
        boolean spike = neuron.step(states, v -> synapse.current(synaptic, v, neuron), LONG_STEP);
        int place = step * weights.length + i;
        String where = "neuron %d in step %d".formatted(i, step);
        assertThat(spikes.asLong(place) != 0).as("spike of " + where).isEqualTo(spike);
        assertThat(voltages.asDouble(place))
            .as("voltage of " + where)
            .isCloseTo(states[0], within(1e-3 * (1 + Math.abs(states[0]))));
        count += spike ? 1 : 0;
      }
    }
    assertThat(count).as("spikes").isPositive();
  }

  @ParameterizedTest
  @MethodSource("exactPairs")
  void derivativesBelowThresholdAreDifferences(PlainNeuron neuron, PlainSynapse synapse) {
    double weight = 0.6 * leastWeight(neuron, synapse, END - ARRIVAL);
    var gradient = new NetworkGradient(network(neuron, synapse, weight), STEPS, Sought.END_VOLTAGE);
    Found found = gradient.at(new double[] {weight}, DELAY, SENT);
    assertThat(found.spikes()).isZero();
    double difference =
        (4 * difference(gradient, weight, 0.01) - difference(gradient, weight, 0.02)) / 3;
    double noise = 2 * Math.ulp((float) found.number()) / (0.01 * weight);
    assertThat(found.byWeights()[0])
        .as("by weight")
        .isCloseTo(difference, within(5e-3 * Math.abs(difference) + noise));
  }

  @ParameterizedTest
  @MethodSource("exactPairs")
  void derivativesByDelaysBelowThresholdAreThoseOfContinuousTime(
      PlainNeuron neuron, PlainSynapse synapse) {
    assumeNoJumpsInACurve(neuron, synapse);
    double weight = 0.6 * leastWeight(neuron, synapse, END - ARRIVAL);
    var gradient = new NetworkGradient(network(neuron, synapse, weight), STEPS, Sought.END_VOLTAGE);
    Found found = gradient.at(new double[] {weight}, DELAY, SENT);
    assertThat(found.spikes()).isZero();
    double difference = difference(gradient, weight, 0.01);
    double wanted = byDelay(neuron, synapse, weight, Continuous.Result::voltage);
    assertClose("by delay", found.byDelays()[0], wanted, weight * Math.abs(difference));
  }

  /// Skips where derivatives by delays are right to first order in the weight only
  /// ([dev.ranvier.compiler.synapse.Delta]).
  private static void assumeNoJumpsInACurve(PlainNeuron neuron, PlainSynapse synapse) {
    assumeThat(synapse.lifts() && !neuron.isLinear())
        .as("a voltage that jumps where its slope is not linear in it")
        .isFalse();
  }

  private static double difference(NetworkGradient gradient, double weight, double part) {
    double step = part * weight;
    double up = gradient.at(new double[] {weight + step}, DELAY, SENT).number();
    double down = gradient.at(new double[] {weight - step}, DELAY, SENT).number();
    return (up - down) / (2 * step);
  }

  @ParameterizedTest
  @MethodSource("exactPairs")
  void timesOfSpikesMoveWithWeightsAsInContinuousTime(PlainNeuron neuron, PlainSynapse synapse) {
    double weight = neuron.drive() * leastWeight(neuron, synapse, 5);
    Found found = ofSpikeTimes(neuron, synapse, weight);
    var run = Continuous.run(neuron, synapse, weight, ARRIVAL, END);
    assertThat(found.spikes()).isEqualTo(run.spikes().size()).isPositive();
    double byWeight = byWeight(neuron, synapse, weight, Continuous.Result::times);
    assertClose("by weight", found.byWeights()[0], byWeight, 1 / weight);
  }

  @ParameterizedTest
  @MethodSource("exactPairs")
  void timesOfSpikesMoveWithDelaysAsInContinuousTime(PlainNeuron neuron, PlainSynapse synapse) {
    assumeNoJumpsInACurve(neuron, synapse);
    double weight = neuron.drive() * leastWeight(neuron, synapse, 5);
    Found found = ofSpikeTimes(neuron, synapse, weight);
    var run = Continuous.run(neuron, synapse, weight, ARRIVAL, END);
    assertThat(found.spikes()).isEqualTo(run.spikes().size()).isPositive();
    double byDelay = byDelay(neuron, synapse, weight, Continuous.Result::times);
    assertClose("by delay", found.byDelays()[0], byDelay, run.spikes().size());
  }

  @ParameterizedTest
  @MethodSource("exactPairsWithoutJumps")
  void voltagesAfterSpikesMoveAsInContinuousTime(PlainNeuron neuron, PlainSynapse synapse) {
    double weight = neuron.drive() * leastWeight(neuron, synapse, 5);
    Found coarse = ofEndVoltage(neuron, synapse, weight, 1);
    Found fine = ofEndVoltage(neuron, synapse, weight, 2);
    var run = Continuous.run(neuron, synapse, weight, ARRIVAL, END);
    assertThat(coarse.spikes()).isEqualTo(run.spikes().size()).isPositive();
    double byWeight = byWeight(neuron, synapse, weight, Continuous.Result::voltage);
    double gotByWeight = limit(coarse.byWeights()[0], fine.byWeights()[0]);
    assertClose("by weight", gotByWeight, byWeight, 1e-3 / weight);
    double byDelay = byDelay(neuron, synapse, weight, Continuous.Result::voltage);
    double gotByDelay = limit(coarse.byDelays()[0], fine.byDelays()[0]);
    assertClose("by delay", gotByDelay, byDelay, weight * Math.abs(byWeight));
  }

  private static Found ofSpikeTimes(PlainNeuron neuron, PlainSynapse synapse, double weight) {
    return of(Sought.SPIKE_TIMES, neuron, synapse, weight, neuron.finer());
  }

  /// With steps that are this many times shorter.
  private static Found ofEndVoltage(
      PlainNeuron neuron, PlainSynapse synapse, double weight, int finer) {
    return of(Sought.END_VOLTAGE, neuron, synapse, weight, finer);
  }

  private static Found of(
      Sought sought, PlainNeuron neuron, PlainSynapse synapse, double weight, int finer) {
    var network = network(DT / finer, neuron, synapse, weight);
    return new NetworkGradient(network, STEPS * finer, sought)
        .at(new double[] {weight}, DELAY, SENT * finer);
  }

  /// What something comes to as steps become short, if it is off by a multiple of their length: its
  /// values with a step and with half of one.
  private static double limit(double coarse, double fine) {
    return 2 * fine - coarse;
  }

  @ParameterizedTest
  @MethodSource("exactPairs")
  void eachOfManyNeuronsHasItsOwnDerivative(PlainNeuron neuron, PlainSynapse synapse) {
    double least = leastWeight(neuron, synapse, 5);
    double[] weights = {0.5 * least, 1.4 * least};
    Found both =
        new NetworkGradient(network(neuron, synapse, weights), STEPS, Sought.END_VOLTAGE)
            .at(weights, DELAY, SENT);
    double[] alone =
        IntStream.range(0, 2)
            .mapToDouble(
                i ->
                    new NetworkGradient(
                            network(neuron, synapse, weights[i]), STEPS, Sought.END_VOLTAGE)
                        .at(new double[] {weights[i]}, DELAY, SENT)
                        .byWeights()[0])
            .toArray();
    assertThat(both.byWeights()).containsExactly(alone);
  }
}
