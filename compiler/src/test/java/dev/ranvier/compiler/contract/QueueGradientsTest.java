package dev.ranvier.compiler.contract;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.pass.NetworkGradient;
import dev.ranvier.compiler.pass.NetworkGradient.Found;
import dev.ranvier.compiler.pass.NetworkGradient.Sought;
import dev.ranvier.compiler.queue.BatchedHeap;
import dev.ranvier.compiler.queue.Bits;
import dev.ranvier.compiler.queue.DoNothing;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.queue.Heap;
import dev.ranvier.compiler.queue.LossyRing;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.queue.SingleSpike;
import dev.ranvier.compiler.queue.SingleSpikeKeep;
import dev.ranvier.compiler.queue.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every neuron with every kind of queue, every synapse with every kind of queue, and every neuron
/// with every synapse, drawn by a seed: what a queue drops, delivers late or not at all changes the
/// network, and its gradient is that of the network so changed. One input sends more spikes in a
/// delay than small queues hold.
///
/// Below threshold, gradients by weights are held against differences of the network itself; of
/// neurons with a surrogate, whose resets have a derivative even there, and where there are spikes,
/// reverse mode is held against forward mode, which takes another way through queues.
class QueueGradientsTest {
  private static final long SEED = 21;
  private static final double DT = 0.1;
  private static final double DELAY = 0.8;
  private static final int STEPS = 40;
  private static final int[] SENT = {2, 3, 4, 6, 7, 9, 20};

  /// One of each kind, small, so that those that can drop, do.
  private static final List<Queue> QUEUES =
      List.of(
          new DoNothing(),
          new SingleSpike(),
          new SingleSpikeKeep(),
          new Ring(),
          new Fifo(2),
          new LossyRing(3),
          new Sorted(2),
          new Heap(3),
          new BatchedHeap(2),
          new Bits(32));

  static Stream<Arguments> triples() {
    List<PlainNeuron> neurons = new ArrayList<>(PlainNeurons.all());
    List<PlainSynapse> synapses = new ArrayList<>(PlainSynapses.all());
    List<Queue> queues = new ArrayList<>(QUEUES);
    SplittableRandom random = new SplittableRandom(SEED);
    shuffle(neurons, random);
    shuffle(synapses, random);
    shuffle(queues, random);
    List<Arguments> triples = new ArrayList<>();
    for (int i = 0; i < neurons.size(); i++) {
      for (int j = 0; j < queues.size(); j++) {
        PlainSynapse synapse = synapses.get((i + j) % synapses.size());
        triples.add(arguments(neurons.get(i), synapse, queues.get(j)));
      }
    }
    return triples.stream();
  }

  @Test
  void everyPairIsDrawn() {
    assertThat(QUEUES.stream().map(Queue::kind))
        .containsExactlyElementsOf(Queues.all().stream().map(Queue::kind).toList());
    int neurons = PlainNeurons.all().size();
    int synapses = PlainSynapses.all().size();
    assertThat(pairs(0, 1)).isEqualTo((long) neurons * synapses);
    assertThat(pairs(0, 2)).isEqualTo((long) neurons * QUEUES.size());
    assertThat(pairs(1, 2)).isEqualTo((long) synapses * QUEUES.size());
  }

  private static long pairs(int one, int other) {
    return triples()
        .map(triple -> List.of(triple.get()[one], triple.get()[other]))
        .distinct()
        .count();
  }

  private static <T> void shuffle(List<T> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      list.set(i, list.set(random.nextInt(i + 1), list.get(i)));
    }
  }

  private static NetworkGradient gradient(
      PlainNeuron neuron, PlainSynapse synapse, Queue queue, double weight, Sought sought) {
    Network network =
        Network.named(
            "triple",
            dt(ms(DT)),
            n -> {
              var in = n.input("in", 1);
              var p = n.population("p", 1, neuron.model());
              n.project(
                  in,
                  p,
                  dense()
                      .weights(explicit(new double[][] {{weight}}))
                      .delays(constant(ms(DELAY)))
                      .synapse(synapse.model(neuron))
                      .queue(queue));
            });
    return new NetworkGradient(network, STEPS, sought);
  }

  private static String what(PlainNeuron neuron, PlainSynapse synapse, Queue queue) {
    return "seed %d, %s, %s, %s".formatted(SEED, neuron, synapse, queue);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("triples")
  void belowThresholdGradientsAreDifferences(
      PlainNeuron neuron, PlainSynapse synapse, Queue queue) {
    double weight = 0.5 * ModelContractTest.leastWeight(neuron, synapse, 8) / SENT.length;
    var gradient = gradient(neuron, synapse, queue, weight, Sought.END_VOLTAGE);
    Found found = gradient.at(new double[] {weight}, DELAY, SENT);
    assertThat(found.spikes()).as(what(neuron, synapse, queue)).isZero();
    if (!neuron.isExact()) {
      assertForwardIsReverse(neuron, synapse, queue, weight, Sought.END_VOLTAGE);
      return;
    }
    double step = 0.03 * weight;
    double up = gradient.at(new double[] {weight + step}, DELAY, SENT).number();
    double down = gradient.at(new double[] {weight - step}, DELAY, SENT).number();
    double difference = (up - down) / (2 * step);
    double noise = 2 * Math.ulp((float) found.number()) / step;
    assertThat(found.byWeights()[0])
        .as(what(neuron, synapse, queue))
        .isCloseTo(difference, within(5e-3 * Math.abs(difference) + noise));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("triples")
  void atSpikesForwardModeIsReverseMode(PlainNeuron neuron, PlainSynapse synapse, Queue queue) {
    double weight = 1.5 * ModelContractTest.leastWeight(neuron, synapse, 3);
    Found found = assertForwardIsReverse(neuron, synapse, queue, weight, Sought.SPIKE_TIMES);
    assertThat(found.spikes() > 0)
        .as("spikes of " + what(neuron, synapse, queue))
        .isEqualTo(!(queue instanceof DoNothing));
  }

  private static Found assertForwardIsReverse(
      PlainNeuron neuron, PlainSynapse synapse, Queue queue, double weight, Sought sought) {
    var gradient = gradient(neuron, synapse, queue, weight, sought);
    Found found = gradient.at(new double[] {weight}, DELAY, SENT);
    double byWeight = 0.7 * weight * found.byWeights()[0];
    double byDelay = -0.4 * found.byDelays()[0];
    double forward = gradient.along(weight, DELAY, 0.7 * weight, -0.4, SENT);
    assertThat(forward)
        .as(what(neuron, synapse, queue))
        .isCloseTo(
            byWeight + byDelay, within(1e-4 * (Math.abs(byWeight) + Math.abs(byDelay)) + 1e-9));
    return found;
  }
}
