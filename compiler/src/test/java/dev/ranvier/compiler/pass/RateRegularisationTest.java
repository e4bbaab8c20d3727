package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.pass.TrainingRuns.BATCH;
import static dev.ranvier.compiler.pass.TrainingRuns.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.RateRegulariser;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Penalties of rates as parts of the loss, in networks whose spikes have a surrogate's derivative.
class RateRegularisationTest {
  private static final String INTO = "in->hidden.weights";
  private static final Lif HIDDEN = Lif.surrogate(new SuperSpike(10));

  private static Recipe recipe(RateRegulariser rate) {
    Recipe plain = TrainingRuns.recipe();
    return Recipe.of(plain.objective().regularise("hidden", rate), plain.schedule());
  }

  private static Map<String, Tensor> gradient(
      NetworkGraph graph, Recipe recipe, Map<String, Tensor> given) {
    Module module =
        BuildTrainingModule.gradient(graph, TrainingRuns.plan(graph), recipe, STEPS, Cuts.NONE);
    return TrainingRuns.run(module, given);
  }

  @Test
  void thePenaltyOfTheMeanCountsIsAddedToTheLoss() {
    NetworkGraph graph = TrainingRuns.network(HIDDEN, dense(), ring()).graph();
    Map<String, Tensor> given = TrainingRuns.given(graph);
    Map<String, Tensor> plain = gradient(graph, TrainingRuns.recipe(), given);
    int[] counts = TrainingRuns.of(plain, "hidden.spikeCount").toInts();
    double expected = 0;
    for (int neuron = 0; neuron < 5; neuron++) {
      double rate = (counts[neuron] + counts[5 + neuron]) / 2.0;
      double below = Math.max(0, 4 - rate);
      double above = Math.max(0, rate - 5);
      expected += 0.3 * (below * below + above * above) / 5;
    }
    Map<String, Tensor> found = gradient(graph, recipe(new RateRegulariser(4, 5, 0.3)), given);
    assertThat(expected).as("counts %s", Arrays.toString(counts)).isPositive();
    assertThat(TrainingRuns.of(found, "loss").asDouble(0))
        .isCloseTo(TrainingRuns.of(plain, "loss").asDouble(0) + expected, within(1e-5));
    assertThat(TrainingRuns.of(found, INTO + ".gradient"))
        .isNotEqualTo(TrainingRuns.of(plain, INTO + ".gradient"));
  }

  /// One synapse onto one neuron that is read by nothing that is trained.
  private static Network single(double weight) {
    return Network.named(
        "single",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", 1);
          var cell = n.population("hidden", 1, HIDDEN);
          var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
          n.project(in, cell, dense().weights(constant(weight)).synapse(exponential(ms(4))));
          n.project(cell, label, dense().weights(constant(0)));
        });
  }

  /// The derivative by the weight of the sum of spikes as numbers, for one input spike at step 0
  /// that arrives in step 1: with s_k' = d(V_k') / (10 |V_k' - 1| + 1)², a spike that is a number
  /// lowers the voltage by as much.
  private static double moreSpikes(double weight) {
    double current = 0;
    double voltage = 0;
    double slope = 0;
    double sum = 0;
    for (int step = 1; step < STEPS; step++) {
      current = step == 1 ? 1 : current * Math.exp(-0.5 / 4);
      voltage = voltage * Math.exp(-0.5 / 10) + weight * current * 0.5;
      slope = slope * Math.exp(-0.5 / 10) + current * 0.5;
      assertThat(voltage).as("the neuron stays silent").isLessThan(1);
      double number = slope / Math.pow(10 * Math.abs(voltage - 1) + 1, 2);
      sum += number;
      slope -= number;
    }
    return sum;
  }

  @Test
  void aFloorLiftsTheWeightsOfASilentNeuronByTheSurrogatesDerivative() {
    NetworkGraph graph = single(0.2).graph();
    Map<String, Tensor> given = new LinkedHashMap<>(TrainingRuns.given(graph));
    int[] spikes = new int[STEPS * BATCH];
    spikes[0] = 1;
    spikes[1] = 1;
    given.put("in.spikes", Tensor.ofInts(TensorType.of(ElementType.U8, STEPS, BATCH, 1), spikes));
    Map<String, Tensor> found = gradient(graph, recipe(new RateRegulariser(2, 9, 0.7)), given);
    assertThat(TrainingRuns.of(found, "loss").asDouble(0))
        .isCloseTo(Math.log(2) + 0.7 * 2 * 2, within(1e-5));
    double expected = -0.7 * 2 * 2 * moreSpikes(0.2);
    assertThat(expected).isNegative();
    assertThat(TrainingRuns.of(found, INTO + ".gradient").asDouble(0))
        .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
  }

  private static int spikesAfter(int updates, RateRegulariser rate) {
    NetworkGraph graph = single(0.05).graph();
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 1), Loss.crossEntropy())
            .regularise("hidden", rate);
    Recipe recipe = Recipe.of(objective, Schedule.constant(0.05)).trainWeights("in->hidden");
    Module update =
        BuildTrainingModule.update(graph, TrainingRuns.plan(graph), recipe, STEPS, Cuts.NONE);
    Map<String, Tensor> given = new LinkedHashMap<>(TrainingRuns.given(graph));
    int spikes = 0;
    for (int i = 0; i < updates; i++) {
      Map<String, Tensor> after = TrainingRuns.run(update, given);
      given.putAll(after);
      spikes = Arrays.stream(TrainingRuns.of(after, "hidden.spikeCount").toInts()).sum();
    }
    return spikes;
  }

  @Test
  void aSilentPopulationGrowsSpikesUnderAFloor() {
    assertThat(spikesAfter(1, new RateRegulariser(2, 4, 1))).isZero();
    assertThat(spikesAfter(20, new RateRegulariser(0, 4, 1))).as("without a floor").isZero();
    assertThat(spikesAfter(20, new RateRegulariser(2, 4, 1))).isPositive();
  }
}
