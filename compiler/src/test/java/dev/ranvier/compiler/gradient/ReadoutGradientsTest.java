package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.pass.DrawParameters;
import dev.ranvier.compiler.pass.TrainingRuns;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each readout gives of a small network, and its derivative by weights.
class ReadoutGradientsTest {
  private static final double TAU_MEMBRANE = 10;
  private static final double TAU_SYNAPSE = 4;

  /// The logits themselves, added up.
  private record Sum() implements Loss {
    @Override
    public Value build(Builder builder, Value logits, Value labels) {
      return builder.reduceSum(logits, 0, 1);
    }
  }

  /// One synapse and one neuron, whose input arrives at `dt`.
  private record Single(double step, int steps, Neuron neuron, Readout readout) {
    private Map<String, Tensor> at(double weight) {
      return run(weight, UnaryOperator.identity(), Map.of());
    }

    /// With a constant of the neuron trained, and what it is by now.
    Map<String, Tensor> with(String constant, double value, double weight) {
      Tensor one = Tensor.ofDoubles(TensorType.of(ElementType.F32, 1), value);
      return run(
          weight, recipe -> recipe.trainNeurons("out", constant), Map.of("out." + constant, one));
    }

    private Map<String, Tensor> run(
        double weight, UnaryOperator<Recipe> trained, Map<String, Tensor> more) {
      Network network =
          Network.named(
              "single",
              dt(ms(step)),
              n -> {
                var in = n.input("in", 1);
                var out = n.population("out", 1, neuron);
                n.project(
                    in,
                    out,
                    dense().weights(constant(weight)).synapse(exponential(ms(TAU_SYNAPSE))));
              });
      NetworkGraph graph = network.graph();
      Recipe recipe =
          trained.apply(Recipe.of(Objective.of("out", readout, new Sum()), Schedule.constant(1)));
      Module module =
          BuildTrainingModule.gradient(
              graph, Plan.of(graph, Targets.cpu(), 1, 1), recipe, steps, Cuts.NONE);
      Map<String, Tensor> given = new LinkedHashMap<>(DrawParameters.draw(graph, 1));
      int[] spikes = new int[steps];
      spikes[0] = 1;
      given.put("in.spikes", Tensor.ofInts(TensorType.of(ElementType.U8, steps, 1, 1), spikes));
      given.putAll(more);
      return TrainingRuns.run(module, given);
    }

    double logit(double weight) {
      return TrainingRuns.of(at(weight), "loss").asDouble(0);
    }

    double derivative(double weight) {
      return TrainingRuns.of(at(weight), "in->out.weights.gradient").asDouble(0);
    }
  }

  @Test
  void voltagesOfAnIntegratorAreProportionalToTheWeight() {
    for (Readout readout :
        new Readout[] {Readout.voltageMaximum(), Readout.voltageIntegral(ms(6), 2)}) {
      Single single = new Single(0.5, 40, LeakyReadout.tau(ms(TAU_MEMBRANE)), readout);
      double logit = single.logit(0.7);
      assertThat(logit).as("%s", readout).isPositive();
      assertThat(single.derivative(0.7)).as("%s", readout).isCloseTo(logit / 0.7, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.4})
  void countsHaveTheSurrogatesDerivative(double weight) {
    Single single = new Single(0.5, 20, Lif.surrogate(new SuperSpike(10)), Readout.spikeCount(1));
    double current = 0;
    double voltage = 0;
    double slope = 0;
    double spikes = 0;
    double derivative = 0;
    for (int step = 1; step < 20; step++) {
      current = step == 1 ? 1 : current * Math.exp(-0.5 / TAU_SYNAPSE);
      voltage = voltage * Math.exp(-0.5 / TAU_MEMBRANE) + weight * current * 0.5;
      slope = slope * Math.exp(-0.5 / TAU_MEMBRANE) + current * 0.5;
      double number = slope / Math.pow(10 * Math.abs(voltage - 1) + 1, 2);
      derivative += number;
      slope -= number;
      if (voltage >= 1) {
        spikes++;
        voltage -= 1;
      }
    }
    assertThat(single.logit(weight)).isEqualTo(spikes);
    assertThat(single.derivative(weight)).isCloseTo(derivative, within(1e-4 * derivative));
  }

  /// In continuous time, V(t) = w (exp(-t/tm) - exp(-t/ts)) / (1/ts - 1/tm) after the arrival.
  private static double crossing(double weight) {
    double low = 0;
    double high = Math.log(TAU_MEMBRANE / TAU_SYNAPSE) / (1 / TAU_SYNAPSE - 1 / TAU_MEMBRANE);
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double voltage =
          weight
              * (Math.exp(-middle / TAU_MEMBRANE) - Math.exp(-middle / TAU_SYNAPSE))
              / (1 / TAU_SYNAPSE - 1 / TAU_MEMBRANE);
      if (voltage >= 1) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.8, 1.3})
  void firstSpikeTimesAreThoseOfContinuousTime(double weight) {
    double expected = -(crossing(weight + 1e-4) - crossing(weight - 1e-4)) / 2e-4;
    for (Readout readout :
        new Readout[] {Readout.firstSpikeTime(5), Readout.firstSpikeTimeAndSpike(0)}) {
      Single single = new Single(0.02, 300, Lif.exactReset(), readout);
      assertThat(single.logit(weight)).isCloseTo(-crossing(weight), within(0.06));
      assertThat(single.derivative(weight)).isCloseTo(expected, within(0.03 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1, 2.5})
  void aSilentNeuronIsDrawnToItsThreshold(double threshold) {
    Readout readout = Readout.firstSpikeTime(5);
    Single silent = new Single(0.5, 40, Lif.exactReset().threshold(threshold), readout);
    Single integrator =
        new Single(0.5, 40, LeakyReadout.tau(ms(TAU_MEMBRANE)), Readout.voltageMaximum());
    double largest = integrator.logit(0.2);
    assertThat(silent.logit(0.2)).isCloseTo(-(20 + 5 * (threshold - largest)), within(1e-4));
    assertThat(silent.derivative(0.2)).isCloseTo(5 * integrator.derivative(0.2), within(1e-4));
  }

  @Test
  void aSilentNeuronDrawsItsThresholdToItselfWhereThatIsTrained() {
    Single silent = new Single(0.5, 40, Lif.exactReset().threshold(2), Readout.firstSpikeTime(5));
    Map<String, Tensor> found = silent.with("threshold", 3, 0.2);
    double largest =
        new Single(0.5, 40, LeakyReadout.tau(ms(TAU_MEMBRANE)), Readout.voltageMaximum())
            .logit(0.2);
    assertThat(TrainingRuns.of(found, "loss").asDouble(0))
        .isCloseTo(-(20 + 5 * (3 - largest)), within(1e-4));
    assertThat(TrainingRuns.of(found, "out.threshold.gradient").asDouble(0)).isEqualTo(-5);
  }

  /// Four samples of four input spikes each, whose order says the class; all six neurons have spike
  /// times, and no surrogates.
  private static final int STEPS = 60;

  private static final int[][] SAMPLES = {
    {1, 1, 13, 13}, {1, 5, 17, 13}, {13, 13, 1, 1}, {17, 13, 5, 1}
  };

  private static Network twoLayers() {
    return Network.named(
        "first",
        dt(ms(0.25)),
        n -> {
          var in = n.input("in", 4);
          var lif = Lif.exactReset().tauMembrane(ms(5));
          var hidden = n.population("hidden", 8, lif);
          var label = n.population("label", 2, lif);
          var connection = dense().synapse(exponential(ms(3)));
          n.project(in, hidden, connection.weights(normal(0.3, 0.2)));
          n.project(hidden, label, connection.weights(normal(0.15, 0.1)));
        });
  }

  private static Map<String, Tensor> samples(NetworkGraph graph) {
    Map<String, Tensor> given = new LinkedHashMap<>(DrawParameters.draw(graph, 5));
    int[] spikes = new int[STEPS * 16];
    for (int sample = 0; sample < 4; sample++) {
      for (int input = 0; input < 4; input++) {
        spikes[(SAMPLES[sample][input] * 4 + sample) * 4 + input] = 1;
      }
    }
    given.put("in.spikes", Tensor.ofInts(TensorType.of(ElementType.U8, STEPS, 4, 4), spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, 4), 0, 0, 1, 1));
    return given;
  }

  @Test
  void aLossOfFirstSpikeTimesIsLearntByTheTimesOfSpikesAlone() {
    NetworkGraph graph = twoLayers().graph();
    Objective objective = Objective.of("label", Readout.firstSpikeTime(5), Loss.crossEntropy());
    Recipe recipe = Recipe.of(objective, Schedule.constant(0.02));
    Module update =
        BuildTrainingModule.update(
            graph, Plan.of(graph, Targets.cpu(), 4, 1), recipe, STEPS, Cuts.NONE);
    Map<String, Tensor> given = samples(graph);
    double first = Double.NaN;
    Map<String, Tensor> after = Map.of();
    for (int i = 0; i < 40; i++) {
      after = TrainingRuns.run(update, given);
      given.putAll(after);
      first = i == 0 ? TrainingRuns.of(after, "loss").asDouble(0) : first;
    }
    assertThat(TrainingRuns.of(after, "correct").asLong(0)).isEqualTo(4);
    assertThat(TrainingRuns.of(after, "loss").asDouble(0)).isLessThan(first / 4);
    int[] spikes = TrainingRuns.of(after, "label.spikeCount").toInts();
    assertThat(Arrays.stream(spikes).filter(count -> count > 0).count()).isGreaterThanOrEqualTo(4);
  }
}
