package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.queue.LossyRing;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// However a run is cut into segments, of which only the beginnings are kept, its gradients are
/// those of the whole: the queues of a segment's beginning hold what was under way.
class CheckpointedGradientsTest {
  private static final int BATCH = 2;
  private static final int CHANNELS = 3;
  private static final int STEPS = 41;
  private static final long SEED = 11;

  static Stream<Arguments> cases() {
    Neuron surrogate = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(6));
    Neuron timed = Lif.exactReset().tauMembrane(ms(6));
    return Stream.of(
            arguments("a ring", dense().queue(ring()), timed),
            arguments("a sparse ring", fixedProbability(0.5).queue(ring()), surrogate),
            arguments("a FIFO that drops", dense().queue(fifo(1)), timed),
            arguments("events that replace", dense().queue(new LossyRing(2)), timed))
        .flatMap(
            one ->
                cuts().stream()
                    .map(cuts -> arguments(one.get()[0], one.get()[1], one.get()[2], cuts)));
  }

  static Stream<Arguments> lowered() {
    List<Cuts> few = List.of(new Cuts.Nested(List.of(20, 4)), Cuts.Binomial.of(STEPS, 3));
    return cases().filter(one -> few.contains((Cuts) one.get()[3]));
  }

  private static List<Cuts> cuts() {
    return List.of(
        new Cuts.Nested(List.of(8)),
        new Cuts.Nested(List.of(1)),
        new Cuts.Nested(List.of(20, 4)),
        new Cuts.Nested(List.of(60, 14, 5, 2)),
        Cuts.Binomial.of(STEPS, 1),
        Cuts.Binomial.of(STEPS, 3));
  }

  private static Network network(Connection connection, Neuron neuron) {
    return Network.named(
        "recurrent",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", CHANNELS);
          var cells = n.population("cells", 5, neuron);
          var label = n.population("label", 2, LeakyReadout.tau(ms(6)));
          var each = exponential(ms(3));
          var some = uniform(ms(0.5), ms(5));
          n.project(in, cells, dense().weights(normal(0.4, 0.1)).delays(some).synapse(each));
          n.project(cells, cells, connection.weights(normal(0.1, 0.1)).delays(some).synapse(each));
          n.project(cells, label, dense().weights(normal(0, 0.1)).synapse(each));
        });
  }

  private static Recipe recipe() {
    return Recipe.of(
            Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy()),
            Schedule.constant(0.1))
        .trainDelays("in->cells", "cells->cells")
        .trainNeurons("label", "tauMembrane")
        .trainSynapses("cells->label", "tau")
        .trainInitialStates("cells", "voltage");
  }

  private static Map<String, Tensor> given() {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] spikes = new int[STEPS * BATCH * CHANNELS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextInt(6) == 0 ? 1 : 0;
    }
    Map<String, Tensor> given = new HashMap<>();
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, CHANNELS);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 1));
    return given;
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("cases")
  void areThoseOfTheWhole(String name, Connection connection, Neuron neuron, Cuts cuts) {
    var graph = network(connection, neuron).graph();
    Gradients whole = Gradients.of(graph, recipe(), STEPS, given());
    assertThat(Arrays.stream(whole.metric("cells.spikeCount").toLongs()).sum()).isGreaterThan(30);
    assertEqual(Gradients.of(graph, recipe(), STEPS, given(), cuts), whole);
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("lowered")
  void areThoseOfTheWholeWhenLowered(String name, Connection connection, Neuron neuron, Cuts cuts) {
    var graph = network(connection, neuron).graph();
    Gradients whole = Gradients.of(graph, recipe(), STEPS, given());
    assertEqual(Gradients.lowered(graph, recipe(), STEPS, given(), cuts), whole);
  }

  @Test
  void stacksOfQueuesAreReadAsTheyAreWritten() {
    var graph = network(dense().queue(fifo(2)), Lif.exactReset().tauMembrane(ms(6))).graph();
    Plan plan = Plan.of(graph, Targets.cpu(), BATCH, SEED);
    Module module =
        BuildTrainingModule.update(graph, plan, recipe(), STEPS, new Cuts.Nested(List.of(8)));
    String text = Printer.print(module);
    assertThat(text).contains("!ranvier.stack<5, !ranvier.projection<");
    assertThat(Printer.print(Parser.parse(text, "gradient.mlir"))).isEqualTo(text);
  }

  private static double greatest(Tensor gradient) {
    return Arrays.stream(gradient.toDoubles()).map(Math::abs).max().orElseThrow();
  }

  private static void assertEqual(Gradients got, Gradients whole) {
    whole
        .metrics()
        .forEach(
            (port, metric) ->
                assertThat(got.metric(port).toDoubles())
                    .as(port)
                    .containsExactly(metric.toDoubles(), within(1e-6)));
    whole
        .gradients()
        .forEach(
            (port, gradient) ->
                assertThat(got.gradient(port).toDoubles())
                    .as(port)
                    .isNotEmpty()
                    .containsExactly(gradient.toDoubles(), within(1e-6 * greatest(gradient))));
  }
}
