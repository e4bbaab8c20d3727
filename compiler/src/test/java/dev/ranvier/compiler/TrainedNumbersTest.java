package dev.ranvier.compiler;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.pass.TrainingRuns.BATCH;
import static dev.ranvier.compiler.pass.TrainingRuns.SEED;
import static dev.ranvier.compiler.pass.TrainingRuns.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.pass.TrainingRuns;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.synapse.Delta;
import dev.ranvier.compiler.synapse.DoubleExponential;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.GradientClip;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Optimizer;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Programs that train constants of models and initial states.
class TrainedNumbersTest {
  private static final String[] NONE = {};

  private final Network network =
      Network.named(
          "numbers",
          dt(ms(0.5)),
          n -> {
            var in = n.input("in", 3);
            var lif = Lif.exactReset().tauMembrane(ms(6)).refractory(ms(1));
            var cells = n.population("hidden", 5, lif);
            var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
            n.project(
                in,
                cells,
                dense().weights(normal(0.5, 0.2)).synapse(new DoubleExponential(ms(1), ms(1))));
            n.project(cells, cells, dense().weights(constant(0.1)).synapse(new Delta()));
            n.project(cells, label, dense().weights(normal(0.2, 0.3)).synapse(exponential(ms(4))));
          });

  private static Recipe recipe(double rate) {
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 1), Loss.crossEntropy());
    return Recipe.of(objective, Schedule.constant(rate)).trainWeights(NONE);
  }

  private TrainingProgram compile(Recipe recipe) {
    return Compiler.target(Targets.cpu())
        .train(network, Settings.batch(BATCH).steps(STEPS).seed(SEED), recipe);
  }

  /// One update after the other, of the module that is shipped.
  private List<Map<String, Tensor>> updated(TrainingProgram program, int updates) {
    Map<String, Tensor> state = TrainingRuns.given(network.graph());
    state.putAll(program.initialState());
    List<Map<String, Tensor>> all = new ArrayList<>();
    for (int i = 0; i < updates; i++) {
      List<Tensor> arguments = new ArrayList<>();
      for (Port port : program.updateSignature().inputs()) {
        arguments.add(TrainingRuns.of(state, port.name()));
      }
      List<Tensor> results = Evaluator.evaluate(program.updateModule(), "main", arguments);
      Map<String, Tensor> after = new LinkedHashMap<>();
      List<Port> ports = program.updateSignature().outputs();
      for (int port = 0; port < ports.size(); port++) {
        after.put(ports.get(port).name(), results.get(port));
      }
      state.putAll(after);
      all.add(after);
    }
    return all;
  }

  private void assertReducesLoss(Recipe recipe, String port) {
    TrainingProgram program = compile(recipe);
    assertThat(program.updateSignature().inputs(Role.STATE))
        .extracting(Port::name)
        .containsExactly("update", port, port + ".mean", port + ".square");
    List<Map<String, Tensor>> runs = updated(program, 12);
    double first = TrainingRuns.of(runs.getFirst(), "loss").asDouble(0);
    double last = TrainingRuns.of(runs.getLast(), "loss").asDouble(0);
    assertThat(last).as("loss by %s", port).isLessThan(0.98 * first);
    assertThat(DoubleStream.of(TrainingRuns.of(runs.getLast(), port).toDoubles()).distinct())
        .as("each neuron has its own")
        .hasSizeGreaterThan(1);
  }

  @Test
  void aThresholdAloneLowersTheLoss() {
    assertReducesLoss(recipe(0.02).trainNeurons("hidden", "threshold"), "hidden.threshold");
  }

  @Test
  void timeConstantsAloneLowerTheLoss() {
    assertReducesLoss(recipe(0.1).trainNeurons("label", "tauMembrane"), "label.tauMembrane");
    assertReducesLoss(recipe(0.2).trainSynapses("hidden->label", "tau"), "hidden->label.tau");
  }

  @Test
  void initialVoltagesAloneLowerTheLoss() {
    assertReducesLoss(recipe(0.05).trainInitialStates("label", "voltage"), "label.voltage.initial");
  }

  @Test
  void beginsWithWhatModelsDeclareAndThenGivesTheSameLoss() {
    TrainingProgram program =
        compile(
            recipe(1e-30)
                .trainNeurons("hidden", "threshold", "reset")
                .trainNeurons("hidden", "tauMembrane")
                .trainNeurons("label", "tauMembrane")
                .trainSynapses("in->hidden", "rise", "decay")
                .trainSynapses("hidden->label", "tau")
                .trainInitialStates("hidden", "voltage")
                .trainInitialStates("in->hidden", "slow"));
    Map<String, Tensor> parameters = program.parameters();
    assertThat(TrainingRuns.of(parameters, "hidden.threshold").toDoubles())
        .containsExactly(1, 1, 1, 1, 1);
    assertThat(TrainingRuns.of(parameters, "label.tauMembrane").toDoubles())
        .containsExactly(10, 10);
    assertThat(TrainingRuns.of(parameters, "in->hidden.slow.initial").toDoubles())
        .containsExactly(0, 0, 0, 0, 0);
    Map<String, Tensor> after = updated(program, 1).getFirst();
    Map<String, Tensor> fixed =
        updated(compile(recipe(1).trainWeights("in->hidden")), 1).getFirst();
    for (String metric : List.of("loss", "correct", "hidden.spikeCount")) {
      assertThat(TrainingRuns.of(after, metric))
          .as(metric)
          .isEqualTo(TrainingRuns.of(fixed, metric));
    }
    assertThat(DoubleStream.of(TrainingRuns.of(after, "hidden.spikeCount").toDoubles()).sum())
        .isPositive();
  }

  @Test
  void hugeUpdatesLeaveConstantsWithinTheirBounds() {
    TrainingProgram program =
        compile(
            recipe(1000)
                .optimizer(Optimizer.adam())
                .trainNeurons("hidden", "threshold", "reset", "tauMembrane")
                .trainSynapses("in->hidden", "rise", "decay"));
    boolean atStep = false;
    for (Map<String, Tensor> after : updated(program, 3)) {
      double[] thresholds = TrainingRuns.of(after, "hidden.threshold").toDoubles();
      double[] resets = TrainingRuns.of(after, "hidden.reset").toDoubles();
      double[] taus = TrainingRuns.of(after, "hidden.tauMembrane").toDoubles();
      double[] rises = TrainingRuns.of(after, "in->hidden.rise").toDoubles();
      double[] decays = TrainingRuns.of(after, "in->hidden.decay").toDoubles();
      for (int i = 0; i < thresholds.length; i++) {
        assertThat(resets[i]).isLessThan(thresholds[i]);
        assertThat(taus[i]).isGreaterThanOrEqualTo(0.5);
        assertThat(rises[i]).isBetween(0.5, decays[i]);
        atStep |= taus[i] == 0.5 || rises[i] == 0.5;
      }
      assertThat(TrainingRuns.of(after, "loss").asDouble(0)).isFinite();
    }
    assertThat(atStep).as("one reached a bound").isTrue();
  }

  @Test
  void aClippedGradientMovesConstantsLess() {
    Recipe free = recipe(1).optimizer(Optimizer.sgd()).trainNeurons("hidden", "tauMembrane");
    double[] far = moved(free);
    double[] near = moved(free.clip(GradientClip.globalNorm(1e-3)));
    assertThat(DoubleStream.of(near).map(Math::abs).max().orElseThrow())
        .isPositive()
        .isLessThanOrEqualTo(1.001e-3)
        .isLessThan(DoubleStream.of(far).map(Math::abs).max().orElseThrow());
  }

  private double[] moved(Recipe recipe) {
    Map<String, Tensor> after = updated(compile(recipe), 1).getFirst();
    return DoubleStream.of(TrainingRuns.of(after, "hidden.tauMembrane").toDoubles())
        .map(tau -> tau - 6)
        .toArray();
  }

  @Test
  void tellsAllUnknownNamesOfARecipeAtOnce() {
    Recipe wrong =
        recipe(1)
            .trainWeights("in->hiden")
            .trainDelays("out->in")
            .trainNeurons("hiden", "threshold")
            .trainNeurons("hidden", "tresh", "threshold")
            .trainSynapses("hidden->hidden", "tau")
            .trainSynapses("label", "tau")
            .trainInitialStates("hidden", "refractory")
            .trainInitialStates("nobody", "voltage");
    assertThatThrownBy(() -> compile(wrong))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining(
            "recipe for network \"numbers\": trained weights of \"in->hiden\" is not one of"
                + " in->hidden, hidden->hidden, hidden->label; name one of these (")
        .hasMessageContaining("trained delays of \"out->in\" is not one of")
        .hasMessageContaining("trained neurons of \"hiden\" is not one of hidden, label;")
        .hasMessageContaining("trained synapses of \"label\" is not one of in->hidden,")
        .hasMessageContaining("trained initial states of \"nobody\" is not one of hidden, label,")
        .hasMessageContaining(
            "population \"hidden\": trained constant \"tresh\" is not one of tauMembrane,"
                + " threshold, reset; name one of these")
        .hasMessageContaining(
            "projection \"hidden\" -> \"hidden\": trained constant \"tau\" is not there: it has"
                + " none; leave it out")
        .hasMessageContaining(
            "population \"hidden\": trained initial state \"refractory\" is not one of voltage;");
  }

  @Test
  void refusesAnObjectiveOfNoPopulation() {
    Objective objective =
        Objective.of("in", Readout.voltageIntegral(ms(6), 1), Loss.crossEntropy());
    assertThatThrownBy(() -> compile(Recipe.of(objective, Schedule.constant(1))))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("objective's population \"in\" is not one of hidden, label;");
  }
}
