package dev.ranvier.compiler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.pass.NetworkGradient;
import dev.ranvier.compiler.pass.NetworkGradient.Found;
import dev.ranvier.compiler.pass.NetworkGradient.Selected;
import dev.ranvier.compiler.pass.NetworkGradient.Sought;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Derivatives by the constants of every neuron and every synapse, and by what their states begin
/// with.
class ConstantsContractTest {
  private static final double ARRIVAL = ModelContractTest.ARRIVAL;
  private static final double END = ModelContractTest.END;
  private static final int STEPS = 180;
  private static final int SENT = 8;

  private static Map<String, Double> moved(NetworkGradient gradient, String port, double by) {
    Map<String, Double> numbers = new HashMap<>(gradient.starts());
    numbers.merge(port, by, Double::sum);
    return numbers;
  }

  private static float single(Map<String, Double> numbers, String port) {
    return Objects.requireNonNull(numbers.get(port)).floatValue();
  }

  /// With steps as they are in single precision.
  private static double difference(
      NetworkGradient gradient, double weight, String port, double step) {
    double[] weights = {weight};
    Map<String, Double> up = moved(gradient, port, step);
    Map<String, Double> down = moved(gradient, port, -step);
    float apart = single(up, port) - single(down, port);
    double above = gradient.at(weights, ModelContractTest.DELAY, up, SENT).number();
    double below = gradient.at(weights, ModelContractTest.DELAY, down, SENT).number();
    return (above - below) / apart;
  }

  /// Of the clocked network itself, so that a long step will do. Single precision leaves some noise
  /// in differences.
  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.contract.ModelContractTest#exactPairs")
  void derivativesBelowThresholdAreDifferences(PlainNeuron neuron, PlainSynapse synapse) {
    double weight = 0.6 * ModelContractTest.leastWeight(neuron, synapse, 8);
    var gradient =
        new NetworkGradient(
            ModelContractTest.network(ModelContractTest.LONG_STEP, neuron, synapse, weight),
            STEPS,
            Sought.END_VOLTAGE,
            Selected.ALL);
    Found found = gradient.at(new double[] {weight}, ModelContractTest.DELAY, SENT);
    assertThat(found.spikes()).isZero();
    assertThat(found.byNumbers()).hasSizeGreaterThan(1);
    double noise = 1e-6 * (1 + Math.abs(found.number()));
    gradient
        .starts()
        .forEach(
            (port, start) -> {
              double step = (port.endsWith(".initial") ? 0.005 : 0.02) * scale(port, start, weight);
              double wanted =
                  (4 * difference(gradient, weight, port, step)
                          - difference(gradient, weight, port, 2 * step))
                      / 3;
              assertThat(Objects.requireNonNull(found.byNumbers().get(port))[0])
                  .as(port)
                  .isCloseTo(wanted, within(5e-3 * Math.abs(wanted) + noise / step));
            });
  }

  private static double scale(String port, double start, double weight) {
    double ofZero = port.startsWith("in->p.") ? weight : 1;
    return start == 0 ? ofZero : Math.abs(start);
  }

  /// The derivative of something by a number, in continuous time.
  private static double slope(
      PlainNeuron neuron,
      PlainSynapse synapse,
      double weight,
      String port,
      double start,
      ToDoubleFunction<Continuous.Result> sought) {
    double step = 1e-3 * (start == 0 ? 1 : Math.abs(start));
    double up = sought.applyAsDouble(run(neuron, synapse, weight, port, start + step));
    double down = sought.applyAsDouble(run(neuron, synapse, weight, port, start - step));
    return (up - down) / (2 * step);
  }

  private static Continuous.Result run(
      PlainNeuron neuron, PlainSynapse synapse, double weight, String port, double value) {
    double[] start = neuron.start();
    PlainNeuron changed = neuron;
    PlainSynapse changedSynapse = synapse;
    String name = port.substring(port.lastIndexOf("p.") + 2);
    if (port.startsWith("in->p.")) {
      changedSynapse = synapse.with(name, value);
    } else if (name.endsWith(".initial")) {
      start[name.equals("voltage.initial") ? 0 : 1] = value;
    } else {
      changed = neuron.with(name, value);
    }
    return Continuous.run(changed, changedSynapse, weight, ARRIVAL, END, start);
  }

  /// Not of states of synapses, which hold nothing before an arrival in continuous time; nor of the
  /// reversal potential, which plain neurons have.
  private static boolean isContinuous(String port) {
    return !(port.startsWith("in->p.") && (port.endsWith(".initial") || port.endsWith("reversal")));
  }

  /// @param noise what a step may matter, to something that changes all of a number
  private static void assertMoves(
      PlainNeuron neuron,
      PlainSynapse synapse,
      Sought what,
      ToDoubleFunction<Continuous.Result> sought,
      double noise) {
    double weight = neuron.drive() * ModelContractTest.leastWeight(neuron, synapse, 5);
    var gradient =
        new NetworkGradient(
            ModelContractTest.network(
                ModelContractTest.DT / neuron.finer(), neuron, synapse, weight),
            ModelContractTest.STEPS * neuron.finer(),
            what,
            Selected.ALL);
    int sent = SENT * neuron.finer();
    Found found = gradient.at(new double[] {weight}, ModelContractTest.DELAY, sent);
    var run = Continuous.run(neuron, synapse, weight, ARRIVAL, END);
    assertThat(found.spikes()).isEqualTo(run.spikes().size()).isPositive();
    gradient
        .starts()
        .forEach(
            (port, start) -> {
              if (isContinuous(port)) {
                double wanted = slope(neuron, synapse, weight, port, start, sought);
                double got = Objects.requireNonNull(found.byNumbers().get(port))[0];
                double scale = scale(port, start, weight);
                assertThat(got)
                    .as("by " + port)
                    .isCloseTo(wanted, within(0.12 * Math.abs(wanted) + noise / scale));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.contract.ModelContractTest#exactPairs")
  void timesOfSpikesMoveAsInContinuousTime(PlainNeuron neuron, PlainSynapse synapse) {
    assertMoves(
        neuron, synapse, Sought.SPIKE_TIMES, Continuous.Result::times, 2 * ModelContractTest.DT);
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.contract.ModelContractTest#exactPairsWithoutJumps")
  void voltagesAfterSpikesMoveAsInContinuousTime(PlainNeuron neuron, PlainSynapse synapse) {
    double size = Math.max(1, Math.abs(neuron.start()[0]));
    assertMoves(neuron, synapse, Sought.END_VOLTAGE, Continuous.Result::voltage, 0.005 * size);
  }
}
