package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.batchedHeap;
import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.doNothing;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.heap;
import static dev.ranvier.compiler.dsl.Declare.lossyRing;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.oneToOne;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.singleSpike;
import static dev.ranvier.compiler.dsl.Declare.singleSpikeKeep;
import static dev.ranvier.compiler.dsl.Declare.sorted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient of a network whose queues drop events is that of the network without these events.
/// Each channel of the input has one synapse, and sends pairs of spikes of which the second comes
/// while the first is under way; so what a queue drops is the first of each pair, or the second.
class DroppedEventsTest {
  private static final int CHANNELS = 4;
  private static final int BATCH = 2;
  private static final int STEPS = 80;
  private static final int APART = 3;
  private static final int PERIOD = 20;

  enum Kept {
    FIRST,
    SECOND,
    NONE,
    BOTH
  }

  private static Network network(Queue queue) {
    return Network.named(
        "dropping",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", CHANNELS);
          var cells = n.population("cells", CHANNELS, Lif.exactReset().tauMembrane(ms(6)));
          var label = n.population("label", 2, LeakyReadout.tau(ms(6)));
          n.project(
              in,
              cells,
              oneToOne()
                  .weights(normal(0.8, 0.1))
                  .delays(constant(ms(4)))
                  .synapse(exponential(ms(3)))
                  .queue(queue));
          n.project(cells, label, dense().weights(normal(0, 0.3)).synapse(exponential(ms(3))));
        });
  }

  private static Map<String, Tensor> given(Kept kept) {
    int[] spikes = new int[STEPS * BATCH * CHANNELS];
    for (int row = 0; row < BATCH * CHANNELS; row++) {
      for (int first = row; first + APART < STEPS - 10; first += PERIOD) {
        spikes[first * BATCH * CHANNELS + row] = kept == Kept.FIRST || kept == Kept.BOTH ? 1 : 0;
        spikes[(first + APART) * BATCH * CHANNELS + row] =
            kept == Kept.SECOND || kept == Kept.BOTH ? 1 : 0;
      }
    }
    Map<String, Tensor> given = new HashMap<>();
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, CHANNELS);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 1));
    return given;
  }

  private static Recipe recipe() {
    return Recipe.of(
            Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy()),
            Schedule.constant(0.1))
        .trainDelays("in->cells");
  }

  static Stream<Arguments> dropping() {
    return Stream.of(
        Arguments.of(fifo(1), Kept.FIRST),
        Arguments.of(singleSpikeKeep(), Kept.FIRST),
        Arguments.of(sorted(1), Kept.FIRST),
        Arguments.of(heap(1), Kept.FIRST),
        Arguments.of(batchedHeap(1), Kept.FIRST),
        Arguments.of(singleSpike(), Kept.SECOND),
        Arguments.of(lossyRing(APART), Kept.SECOND),
        Arguments.of(doNothing(), Kept.NONE));
  }

  private static long sum(Tensor counts) {
    return Arrays.stream(counts.toLongs()).sum();
  }

  private static void assertEqual(Gradients got, Gradients expected) {
    assertThat(sum(got.metric("in->cells.dropped"))).as("dropped").isPositive();
    assertThat(got.metric("loss")).isEqualTo(expected.metric("loss"));
    expected
        .gradients()
        .forEach(
            (name, gradient) ->
                assertThat(got.gradient(name).toDoubles())
                    .as(name)
                    .containsExactly(gradient.toDoubles(), within(1e-6)));
  }

  @ParameterizedTest
  @MethodSource("dropping")
  void giveNoGradient(Queue queue, Kept kept) {
    Gradients expected = Gradients.of(network(ring()).graph(), recipe(), STEPS, given(kept));
    assertEqual(Gradients.of(network(queue).graph(), recipe(), STEPS, given(Kept.BOTH)), expected);
    assertEqual(
        Gradients.lowered(network(queue).graph(), recipe(), STEPS, given(Kept.BOTH)), expected);
  }

  /// What the test above relies on.
  @ParameterizedTest
  @MethodSource("dropping")
  void areTheFirstOrTheSecondOfEachPair(Queue queue, Kept kept) {
    Gradients expected = Gradients.of(network(ring()).graph(), recipe(), STEPS, given(kept));
    Gradients got = Gradients.of(network(queue).graph(), recipe(), STEPS, given(Kept.BOTH));
    assertThat(got.metric("loss")).isEqualTo(expected.metric("loss"));
    assertThat(sum(got.metric("in->cells.dropped"))).as("dropped").isPositive();
    assertThat(sum(expected.metric("in->cells.dropped"))).isZero();
    if (kept != Kept.NONE) {
      assertThat(sum(got.metric("cells.spikeCount"))).as("spikes").isGreaterThan(10);
    }
  }
}
