package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.batchedHeap;
import static dev.ranvier.compiler.dsl.Declare.bits;
import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedFanOut;
import static dev.ranvier.compiler.dsl.Declare.heap;
import static dev.ranvier.compiler.dsl.Declare.lossyRing;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.singleSpike;
import static dev.ranvier.compiler.dsl.Declare.singleSpikeKeep;
import static dev.ranvier.compiler.dsl.Declare.sorted;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
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

/// The gradients of weights, delays, constants and initial states of a recurrent network do not
/// depend on where its events are kept, in which kind of queue, nor on whether the module is
/// lowered.
class EqualGradientsTest {
  private static final int CHANNELS = 4;
  private static final int CELLS = 6;
  private static final int CLASSES = 3;
  private static final int BATCH = 2;
  private static final int STEPS = 40;
  private static final Delays MIXED = uniform(ms(0.5), ms(6));
  private static final Delays EQUAL = constant(ms(4));
  private static final Lif TIMED = Lif.exactReset().tauMembrane(ms(6));
  private static final Lif SURROGATE = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(6));

  /// @param connection of the recurrent projection, but for weights, delays and synapse
  private static Network network(Connection connection, Delays delays, Neuron neuron) {
    return Network.named(
        "recurrent",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", CHANNELS);
          var cells = n.population("cells", CELLS, neuron);
          var label = n.population("label", CLASSES, LeakyReadout.tau(ms(6)));
          var each = exponential(ms(3));
          n.project(
              in,
              cells,
              dense().weights(normal(0.3, 0.1)).delays(uniform(ms(0.5), ms(3))).synapse(each));
          n.project(cells, cells, connection.weights(normal(0, 0.1)).delays(delays).synapse(each));
          n.project(cells, label, dense().weights(normal(0, 0.1)).synapse(each));
        });
  }

  private static Recipe recipe() {
    return Recipe.of(
            Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy()),
            Schedule.constant(0.1))
        .trainDelays("in->cells", "cells->cells")
        .trainNeurons("cells", "threshold", "reset", "tauMembrane")
        .trainNeurons("label", "tauMembrane")
        .trainSynapses("cells->cells", "tau")
        .trainInitialStates("cells", "voltage")
        .trainInitialStates("cells->cells", "current");
  }

  private static Map<String, Tensor> given() {
    SplittableRandom random = new SplittableRandom(7);
    int[] spikes = new int[STEPS * BATCH * CHANNELS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextInt(8) == 0 ? 1 : 0;
    }
    Map<String, Tensor> given = new HashMap<>();
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, CHANNELS);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 2));
    return given;
  }

  private static Gradients events(Network network) {
    return Gradients.of(network.graph(), recipe(), STEPS, given());
  }

  private static Gradients lowered(Network network) {
    return Gradients.lowered(network.graph(), recipe(), STEPS, given());
  }

  private static void assertWorthComparing(Gradients one) {
    assertThat(sum(one.metric("cells.spikeCount"))).as("spikes").isGreaterThan(30);
    one.gradients()
        .forEach(
            (name, gradient) ->
                assertThat(Arrays.stream(gradient.toDoubles()).map(Math::abs).max().orElse(0))
                    .as(name)
                    .isGreaterThan(1e-3));
  }

  private static long sum(Tensor counts) {
    return Arrays.stream(counts.toLongs()).sum();
  }

  private static void assertEqual(Gradients got, Gradients expected, String what) {
    assertThat(got.gradients().keySet()).isEqualTo(expected.gradients().keySet());
    assertThat(sum(got.metric("cells.spikeCount")))
        .isEqualTo(sum(expected.metric("cells.spikeCount")));
    expected
        .gradients()
        .forEach(
            (name, tensor) -> {
              double[] wanted = tensor.toDoubles();
              double most = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
              assertThat(got.gradient(name).toDoubles())
                  .as("%s of %s", name, what)
                  .containsExactly(wanted, within(1e-6 * most));
            });
  }

  static Stream<Arguments> layouts() {
    List<Arguments> layouts = new ArrayList<>();
    for (Lif neuron : List.of(TIMED, SURROGATE)) {
      for (String layout : List.of("dendritic-events", "axonal-history", "synaptic")) {
        layouts.add(Arguments.of(layout, dense(), MIXED, neuron));
      }
      layouts.add(Arguments.of("axonal-line", dense(), EQUAL, neuron));
      layouts.add(Arguments.of("axonal-chunks-8", dense(), EQUAL, neuron));
      layouts.add(Arguments.of("axonal-chunks-4", dense(), uniform(ms(2), ms(6)), neuron));
    }
    layouts.add(Arguments.of("dendritic-events", fixedFanOut(3), MIXED, TIMED));
    layouts.add(Arguments.of("axonal-history", fixedFanOut(3), MIXED, SURROGATE));
    return layouts.stream();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void areTheSameInEveryLayout(String layout, Connection connection, Delays delays, Lif neuron) {
    Gradients expected = events(network(connection.layout("synaptic"), delays, neuron));
    assertWorthComparing(expected);
    Network laidOut = network(connection.layout(layout), delays, neuron);
    assertEqual(events(laidOut), expected, layout);
    assertEqual(lowered(laidOut), expected, "lowered " + layout);
  }

  static Stream<Queue> roomy() {
    return Stream.of(
        ring(), sorted(16), heap(16), batchedHeap(16), lossyRing(16), bits(16), fifo(16));
  }

  /// With delays that are trained: these may differ, which a first-in first-out queue does not mind
  /// within one synapse.
  @ParameterizedTest
  @MethodSource("roomy")
  void areTheSameForEveryKindOfQueueWithRoom(Queue queue) {
    Delays delays = queue.equals(fifo(16)) ? EQUAL : MIXED;
    Gradients expected = events(network(dense().queue(ring()), delays, TIMED));
    Network queued = network(dense().queue(queue), delays, TIMED);
    Gradients got = events(queued);
    assertThat(sum(got.metric("cells->cells.dropped"))).isZero();
    assertEqual(got, expected, queue.toString());
    assertEqual(lowered(queued), expected, "lowered " + queue);
  }

  /// One event at a time is enough for delays of a step.
  @ParameterizedTest
  @MethodSource("single")
  void areTheSameForQueuesOfOneEventWithDelaysOfAStep(Queue queue) {
    Delays delays = constant(ms(0.5));
    Gradients expected = events(network(dense().queue(ring()), delays, TIMED));
    Network queued = network(dense().queue(queue), delays, TIMED);
    Gradients got = events(queued);
    assertThat(sum(got.metric("cells->cells.dropped"))).isZero();
    assertEqual(got, expected, queue.toString());
    assertEqual(lowered(queued), expected, "lowered " + queue);
  }

  static Stream<Queue> single() {
    return Stream.of(singleSpike(), singleSpikeKeep(), fifo(1), lossyRing(2));
  }

  @Test
  void areTheSameBitsTwice() {
    Network first = network(dense(), MIXED, TIMED);
    Network second = network(dense(), MIXED, TIMED);
    assertThat(events(second)).isEqualTo(events(first));
    assertThat(lowered(second)).isEqualTo(lowered(first));
  }
}
