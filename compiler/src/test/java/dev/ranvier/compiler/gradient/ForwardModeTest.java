package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.batchedHeap;
import static dev.ranvier.compiler.dsl.Declare.bits;
import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.doNothing;
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
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How fast the loss of a recurrent network changes along a direction is the same by forward mode
/// as by the gradient of reverse mode, whatever its queues are and drop.
class ForwardModeTest {
  private static final int CHANNELS = 3;
  private static final int BATCH = 2;
  private static final int STEPS = 40;
  private static final long SEED = 11;
  private static final String LABEL_WEIGHTS = "cells->label.weights";
  private static final Lif TIMED = Lif.exactReset().tauMembrane(ms(6));
  private static final Lif SURROGATE = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(6));

  /// @param connection of the recurrent projection, but for weights and synapse
  private static Network network(Connection connection, Neuron neuron) {
    return Network.named(
        "recurrent",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", CHANNELS);
          var cells = n.population("cells", 5, neuron);
          var label = n.population("label", 3, LeakyReadout.tau(ms(6)));
          var each = exponential(ms(3));
          n.project(
              in,
              cells,
              dense().weights(normal(0.5, 0.1)).delays(uniform(ms(0.5), ms(3))).synapse(each));
          n.project(cells, cells, connection.weights(normal(0, 0.1)).synapse(each));
          n.project(cells, label, dense().weights(normal(0, 0.1)).synapse(each));
        });
  }

  private static Recipe recipe() {
    return Recipe.of(
            Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy()),
            Schedule.constant(0.1))
        .trainDelays("in->cells", "cells->cells")
        .trainNeurons("cells", "threshold", "tauMembrane")
        .trainInitialStates("cells->cells", "current");
  }

  private static Map<String, Tensor> given() {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] spikes = new int[STEPS * BATCH * CHANNELS];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextInt(5) == 0 ? 1 : 0;
    }
    Map<String, Tensor> given = new HashMap<>();
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, CHANNELS);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 2));
    return given;
  }

  private static Map<String, Tensor> direction(Map<String, Tensor> gradients) {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    Map<String, Tensor> direction = new LinkedHashMap<>();
    gradients.forEach((name, tensor) -> direction.put(name, gaussian(random, tensor.type())));
    return direction;
  }

  private static Tensor gaussian(SplittableRandom random, TensorType type) {
    double[] numbers = new double[(int) type.size()];
    Arrays.setAll(numbers, _ -> random.nextGaussian());
    return Tensor.ofDoubles(type, numbers);
  }

  static Stream<Arguments> queues() {
    List<Arguments> queues = new ArrayList<>();
    for (Queue queue : List.of(ring(), bits(16), sorted(16))) {
      queues.add(Arguments.of(dense().delays(uniform(ms(0.5), ms(6))).queue(queue), TIMED, false));
    }
    for (Queue queue :
        List.of(
            doNothing(),
            singleSpike(),
            singleSpikeKeep(),
            fifo(1),
            lossyRing(3),
            sorted(1),
            heap(1),
            batchedHeap(1))) {
      queues.add(Arguments.of(dense().delays(constant(ms(6))).queue(queue), TIMED, true));
    }
    Connection sparse = fixedFanOut(3).delays(uniform(ms(0.5), ms(6)));
    queues.add(Arguments.of(sparse, TIMED, false));
    queues.add(Arguments.of(sparse, SURROGATE, false));
    queues.add(Arguments.of(sparse.queue(singleSpike()), SURROGATE, true));
    queues.add(Arguments.of(sparse.queue(doNothing()), SURROGATE, true));
    queues.add(Arguments.of(dense().delays(constant(ms(6))), SURROGATE, false));
    return queues.stream();
  }

  @ParameterizedTest
  @MethodSource("queues")
  void agreesWithReverseMode(Connection connection, Lif neuron, boolean drops) {
    NetworkGraph graph = network(connection, neuron).graph();
    Gradients reverse = Gradients.of(graph, recipe(), STEPS, given());
    Map<String, Tensor> direction = direction(reverse.gradients());
    double expected = 0;
    double scale = 0;
    for (Map.Entry<String, Tensor> each : reverse.gradients().entrySet()) {
      Tensor along = Objects.requireNonNull(direction.get(each.getKey()));
      for (int i = 0; i < each.getValue().size(); i++) {
        double part = each.getValue().asDouble(i) * along.asDouble(i);
        expected += part;
        scale += Math.abs(part);
      }
    }
    assertThat(sum(reverse.metric("cells.spikeCount"))).isGreaterThan(30);
    assertThat(sum(reverse.metric("cells->cells.dropped")) > 0).as("drops").isEqualTo(drops);

    double slope = Gradients.slope(graph, recipe(), STEPS, given(), direction);
    double lowered = Gradients.loweredSlope(graph, recipe(), STEPS, given(), direction);

    assertThat(slope).as("seed %d", SEED).isCloseTo(expected, within(1e-5 * scale));
    assertThat(lowered).as("lowered, seed %d", SEED).isCloseTo(slope, within(1e-5 * scale));
  }

  private static long sum(Tensor counts) {
    return Arrays.stream(counts.toLongs()).sum();
  }

  /// No spike depends on these weights, so that differences of the loss are near its slope.
  @Test
  void byWeightsOfTheReadoutIsWhatDifferencesSay() {
    NetworkGraph graph = network(dense().delays(uniform(ms(0.5), ms(6))), TIMED).graph();
    Tensor weights = Objects.requireNonNull(Gradients.drawn(graph, recipe()).get(LABEL_WEIGHTS));
    Tensor along = gaussian(new SplittableRandom(SEED), weights.type());

    double slope = Gradients.slope(graph, recipe(), STEPS, given(), Map.of(LABEL_WEIGHTS, along));

    double step = 1.0 / 64;
    double ahead = loss(graph, moved(weights, along, step));
    double behind = loss(graph, moved(weights, along, -step));
    assertThat(Math.abs(slope)).isGreaterThan(0.01);
    assertThat(slope).isCloseTo((ahead - behind) / (2 * step), within(1e-3 * Math.abs(slope)));
  }

  private static double loss(NetworkGraph graph, Tensor weights) {
    Map<String, Tensor> given = given();
    given.put(LABEL_WEIGHTS, weights);
    return Gradients.of(graph, recipe(), STEPS, given).metric("loss").asDouble(0);
  }

  private static Tensor moved(Tensor weights, Tensor along, double by) {
    double[] moved = weights.toDoubles();
    Arrays.setAll(moved, i -> moved[i] + by * along.asDouble(i));
    return Tensor.ofDoubles(weights.type(), moved);
  }
}
