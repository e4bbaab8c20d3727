package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.pass.TrainingRuns.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.compiler.train.Optimizer;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the modules of a training take, give, and hold to.
class BuildTrainingModuleTest {
  private static final String INTO = "in->hidden.weights";
  private static final String AMONG = "hidden->hidden.weights";
  private static final String OUT = "hidden->label.weights";
  private static final String LATENCIES = "hidden->label.latencies";

  private final NetworkGraph graph =
      TrainingRuns.network(Lif.exactReset(), dense(), ring()).graph();
  private final Plan plan = TrainingRuns.plan(graph);

  private Module update(Recipe recipe) {
    Module module = BuildTrainingModule.update(graph, plan, recipe, STEPS, Cuts.NONE);
    assertThat(Verifier.verify(module, Stage.EVENT)).isEmpty();
    return module;
  }

  private static Signature signature(Module module) {
    return PortAttributes.signatureOf(module.function("main").orElseThrow());
  }

  private static List<String> names(List<Port> ports) {
    return ports.stream().map(Port::name).toList();
  }

  @Test
  void anUpdateTakesAndGivesItsNumberParametersAndSlots() {
    Recipe recipe =
        TrainingRuns.recipe().trainWeights("hidden->label").trainDelays("hidden->label");
    Signature signature = signature(update(recipe));
    List<String> states =
        List.of(
            "update",
            OUT,
            LATENCIES,
            OUT + ".mean",
            OUT + ".square",
            LATENCIES + ".mean",
            LATENCIES + ".square");
    assertThat(names(signature.inputs()).subList(0, states.size())).isEqualTo(states);
    assertThat(names(signature.inputs()).subList(states.size(), signature.inputs().size()))
        .containsExactly(
            INTO, "in->hidden.delays", AMONG, "hidden->hidden.delays", "in.spikes", "labels");
    assertThat(names(signature.outputs()).subList(0, states.size())).isEqualTo(states);
    assertThat(names(signature.outputs()).subList(states.size(), signature.outputs().size()))
        .containsExactly(
            "loss",
            "correct",
            "hidden.spikeCount",
            "label.spikeCount",
            "in->hidden.dropped",
            "hidden->hidden.dropped",
            "hidden->label.dropped",
            "hidden.notFinite",
            "label.notFinite");
  }

  @Test
  void anEvaluationTakesAllParametersAndGivesTheMetrics() {
    Module module = BuildTrainingModule.evaluate(graph, plan, TrainingRuns.recipe(), STEPS);
    assertThat(Verifier.verify(module, Stage.EVENT)).isEmpty();
    assertThat(names(signature(module).inputs()))
        .containsExactly(
            INTO,
            AMONG,
            OUT,
            "in->hidden.delays",
            "hidden->hidden.delays",
            "hidden->label.delays",
            "in.spikes",
            "labels");
    assertThat(names(signature(module).outputs())).startsWith("loss", "correct").hasSize(9);
  }

  @Test
  void aGradientHasTheNameAndTypeOfItsParameter() {
    Recipe recipe = TrainingRuns.recipe().trainDelays("hidden->label");
    Module module = BuildTrainingModule.gradient(graph, plan, recipe, STEPS, Cuts.NONE);
    assertThat(Verifier.verify(module, Stage.EVENT)).isEmpty();
    List<Port> gradients = signature(module).outputs().subList(9, 13);
    assertThat(names(gradients))
        .containsExactly(
            INTO + ".gradient", AMONG + ".gradient", OUT + ".gradient", LATENCIES + ".gradient");
    for (Port port : gradients) {
      String parameter = port.name().replace(".gradient", "");
      assertThat(signature(module).inputs())
          .filteredOn(input -> input.name().equals(parameter))
          .extracting(Port::type)
          .containsExactly(port.type());
    }
  }

  @Test
  void anUpdateIsTheOptimizersStepAlongTheGradient() {
    Recipe recipe = TrainingRuns.recipe().optimizer(Optimizer.sgd());
    Map<String, Tensor> given = TrainingRuns.given(graph);
    Map<String, Tensor> after = TrainingRuns.run(update(recipe), given);
    Map<String, Tensor> gradients =
        TrainingRuns.run(
            BuildTrainingModule.gradient(graph, plan, recipe, STEPS, Cuts.NONE), given);
    assertThat(TrainingRuns.of(after, "update").asLong(0)).isEqualTo(1);
    assertThat(TrainingRuns.of(after, "loss")).isEqualTo(TrainingRuns.of(gradients, "loss"));
    for (String name : List.of(INTO, AMONG, OUT)) {
      Tensor gradient = TrainingRuns.of(gradients, name + ".gradient");
      double moved = 0;
      for (int i = 0; i < gradient.size(); i++) {
        double expected = TrainingRuns.of(given, name).asDouble(i) - 0.01 * gradient.asDouble(i);
        assertThat(TrainingRuns.of(after, name).asDouble(i))
            .as(name)
            .isCloseTo(expected, within(1e-6));
        moved += Math.abs(gradient.asDouble(i));
      }
      assertThat(moved).as("gradient of %s", name).isPositive();
    }
  }

  /// The given, with every weight into the hidden neuron 0 so low that it never spikes.
  private Map<String, Tensor> silenced() {
    Map<String, Tensor> given = TrainingRuns.given(graph);
    for (String name : List.of(INTO, AMONG)) {
      double[] weights = TrainingRuns.of(given, name).toDoubles();
      for (int i = 0; i < weights.length; i += 5) {
        weights[i] = -0.25;
      }
      given.put(name, Tensor.ofDoubles(TrainingRuns.of(given, name).type(), weights));
    }
    return given;
  }

  /// The readout is silent too, as it never spikes; it is none that should.
  @Test
  void revivalRaisesOnlyWeightsIntoSilentNeuronsThatSpike() {
    Recipe recipe =
        TrainingRuns.recipe()
            .optimizer(Optimizer.sgd())
            .schedule(Schedule.constant(1e-30))
            .revival(0.5);
    Map<String, Tensor> given = silenced();
    Map<String, Tensor> after = TrainingRuns.run(update(recipe), given);
    int[] counts = TrainingRuns.of(after, "hidden.spikeCount").toInts();
    for (String name : List.of(INTO, AMONG)) {
      double[] before = TrainingRuns.of(given, name).toDoubles();
      for (int i = 0; i < before.length; i++) {
        int neuron = i % 5;
        boolean silent = counts[neuron] + counts[5 + neuron] == 0;
        assertThat(TrainingRuns.of(after, name).asDouble(i))
            .as("%s into neuron %d", name, neuron)
            .isEqualTo(silent ? (float) (before[i] + 0.5) : before[i]);
      }
    }
    assertThat(counts[0] + counts[5]).isZero();
    assertThat(Arrays.stream(counts).sum()).as("others spike").isPositive();
    assertThat(TrainingRuns.of(after, OUT)).isEqualTo(TrainingRuns.of(given, OUT));
  }

  /// Ten latencies in ms, and the steps of 0.5 ms, from 1 to 6, that stand for them.
  private static final double[] MILLISECONDS = {-4, 0, 0.5, 0.74, 0.76, 1.2, 1.3, 2.9, 3, 80};

  private static final int[] WHOLE = {1, 1, 1, 1, 2, 2, 3, 6, 6, 6};

  @Test
  void trainedDelaysAreRoundedToStepsAndClampedToWhatTheNetworkDeclares() {
    Map<String, Tensor> given = TrainingRuns.given(graph);
    Tensor drawn = TrainingRuns.of(given, "hidden->label.delays");
    Recipe fixed = TrainingRuns.recipe();
    Recipe trained = fixed.trainDelays("hidden->label");
    Map<String, Tensor> inSteps = new LinkedHashMap<>(given);
    inSteps.put("hidden->label.delays", Tensor.ofInts(drawn.type(), WHOLE));
    Map<String, Tensor> inTime = new LinkedHashMap<>(given);
    inTime.put(
        LATENCIES, Tensor.ofDoubles(drawn.type().withElement(ElementType.F32), MILLISECONDS));
    Map<String, Tensor> expected =
        TrainingRuns.run(BuildTrainingModule.evaluate(graph, plan, fixed, STEPS), inSteps);
    assertThat(TrainingRuns.run(BuildTrainingModule.evaluate(graph, plan, trained, STEPS), inTime))
        .isEqualTo(expected);
    assertThat(
            TrainingRuns.run(BuildTrainingModule.evaluate(graph, plan, fixed, STEPS), given)
                .get("loss"))
        .as("the delays matter")
        .isNotEqualTo(expected.get("loss"));
  }

  @Test
  void updatedDelaysStayWithinTheirBounds() {
    Recipe recipe =
        TrainingRuns.recipe()
            .trainDelays("hidden->label")
            .optimizer(Optimizer.sgd())
            .delayRate(1e6);
    Map<String, Tensor> given = TrainingRuns.given(graph);
    Tensor drawn = TrainingRuns.of(given, "hidden->label.delays");
    double[] latencies = new double[drawn.size()];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] = 0.5 * drawn.asLong(i);
    }
    given.put(LATENCIES, Tensor.ofDoubles(drawn.type().withElement(ElementType.F32), latencies));
    double[] moved =
        TrainingRuns.of(TrainingRuns.run(update(recipe), given), LATENCIES).toDoubles();
    assertThat(moved).as("at both bounds").contains(0.5).contains(3.0);
    for (double latency : moved) {
      assertThat(latency).isBetween(0.5, 3.0);
    }
  }
}
