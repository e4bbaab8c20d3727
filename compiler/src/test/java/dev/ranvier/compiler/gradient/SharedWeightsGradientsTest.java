package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.convolution;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.pairs;
import static dev.ranvier.compiler.dsl.Declare.pooling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.connect.Pooling;
import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Declare;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients of weights that synapses share: of a convolution of 3 x 3 x 2 inputs to 2 x 2 x 2
/// neurons, each of whose channels is pooled. They are the sums of those of the same synapses with
/// a weight each, and differences of the loss where no spike depends on them.
class SharedWeightsGradientsTest {
  private static final long SEED = 17;
  private static final int BATCH = 2;
  private static final int STEPS = 60;
  private static final int INPUTS = 18;
  private static final int CELLS = 8;
  private static final Convolution CONVOLUTION = Convolution.over(3, 3, 2).kernel(2, 2).outputs(2);
  private static final Pooling POOLING = Pooling.over(2, 2, 2);
  private static final String KERNEL = "in->cells.weights";
  private static final String POOLED = "cells->pooled.weights";

  static Stream<Neuron> neurons() {
    return Stream.of(
        Lif.exactReset().tauMembrane(ms(6)), Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(6)));
  }

  private static Wiring convolved() {
    return CONVOLUTION.draw(new SplittableRandom(0), INPUTS, CELLS);
  }

  private static Wiring pooled() {
    return POOLING.draw(new SplittableRandom(0), CELLS, 2);
  }

  /// @param sharing the projection; if not shared, the same synapses with a weight each
  private static Connection connection(
      Connection sharing, Wiring wiring, boolean shared, double... weights) {
    Connection connection = shared ? sharing : pairs(listed(wiring));
    double[] each = Arrays.stream(wiring.weightOf()).mapToDouble(k -> weights[k]).toArray();
    SplittableRandom random = new SplittableRandom(SEED + 1);
    Time[] delays =
        IntStream.range(0, wiring.synapses())
            .mapToObj(_ -> ms(0.5 * random.nextInt(1, 7)))
            .toArray(Time[]::new);
    return connection
        .weights(explicit(shared ? weights : each))
        .delays(Declare.explicit(delays))
        .synapse(exponential(ms(3)));
  }

  private static int[][] listed(Wiring wiring) {
    return IntStream.range(0, wiring.synapses())
        .mapToObj(k -> new int[] {wiring.sourceOf()[k], wiring.targetOf()[k]})
        .toArray(int[][]::new);
  }

  private static double[] kernel() {
    SplittableRandom random = new SplittableRandom(SEED);
    return random.doubles(convolved().weights(), 0.05, 0.35).toArray();
  }

  private static NetworkGraph graph(Neuron cells, Neuron pooled, boolean shared) {
    return Network.named(
            "shared",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", INPUTS);
              var hidden = n.population("cells", CELLS, cells);
              var channels = n.population("pooled", 2, pooled);
              var label = n.population("label", 2, LeakyReadout.tau(ms(6)));
              n.project(
                  in, hidden, connection(convolution(CONVOLUTION), convolved(), shared, kernel()));
              n.project(hidden, channels, connection(pooling(POOLING), pooled(), shared, 0.3));
              n.project(
                  channels, label, dense().weights(normal(0.1, 0.3)).synapse(exponential(ms(3))));
            })
        .graph();
  }

  private static Recipe recipe(String read) {
    return Recipe.of(
        Objective.of(read, Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy()),
        Schedule.constant(0.1));
  }

  private static Map<String, Tensor> given(int inputs) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] spikes = new int[STEPS * BATCH * inputs];
    Arrays.setAll(spikes, _ -> random.nextInt(12) == 0 ? 1 : 0);
    Map<String, Tensor> given = new HashMap<>();
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, inputs);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 1));
    return given;
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void areSumsOfThoseOfTheSynapses(Neuron neuron) {
    Recipe recipe = recipe("label").trainDelays("in->cells", "cells->pooled");
    Gradients alone = Gradients.of(graph(neuron, neuron, false), recipe, STEPS, given(INPUTS));
    NetworkGraph shared = graph(neuron, neuron, true);
    assertThat(Arrays.stream(alone.metric("pooled.spikeCount").toLongs()).sum())
        .as("seed %d, pooled spikes", SEED)
        .isGreaterThan(5);
    assertAreSums(Gradients.of(shared, recipe, STEPS, given(INPUTS)), alone);
    assertAreSums(Gradients.lowered(shared, recipe, STEPS, given(INPUTS)), alone);
  }

  private static void assertAreSums(Gradients got, Gradients alone) {
    assertClose(got, KERNEL, sums(convolved(), alone.gradient(KERNEL).toDoubles()));
    assertClose(got, POOLED, sums(pooled(), alone.gradient(POOLED).toDoubles()));
    for (String same :
        new String[] {"in->cells.latencies", "cells->pooled.latencies", "pooled->label.weights"}) {
      assertClose(got, same, alone.gradient(same).toDoubles());
    }
  }

  private static double[] sums(Wiring wiring, double[] each) {
    double[] sums = new double[wiring.weights()];
    for (int k = 0; k < each.length; k++) {
      sums[wiring.weightOf()[k]] += each[k];
    }
    return sums;
  }

  private static void assertClose(Gradients got, String name, double[] wanted) {
    double most = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
    assertThat(most).as(name).isGreaterThan(1e-3);
    assertThat(got.gradient(name).toDoubles())
        .as("seed %d, %s", SEED, name)
        .containsExactly(wanted, within(1e-5 * most));
  }

  /// Where no spike depends on the weights: what is pooled is only integrated and read.
  @Test
  void ofPoolingAreDifferences() {
    NetworkGraph graph =
        Network.named(
                "pooling",
                dt(ms(0.5)),
                n -> {
                  var in = n.input("in", CELLS);
                  var read = n.population("read", 2, LeakyReadout.tau(ms(6)));
                  n.project(in, read, connection(pooling(POOLING), pooled(), true, 0.3));
                })
            .graph();
    assertDifferences(graph, CELLS, "in->read.weights", 0.3);
  }

  @Test
  void ofAConvolutionAreDifferences() {
    NetworkGraph graph =
        Network.named(
                "convolution",
                dt(ms(0.5)),
                n -> {
                  var in = n.input("in", INPUTS);
                  var read = n.population("read", CELLS, LeakyReadout.tau(ms(6)));
                  n.project(
                      in, read, connection(convolution(CONVOLUTION), convolved(), true, kernel()));
                })
            .graph();
    assertDifferences(graph, INPUTS, "in->read.weights", kernel());
  }

  private static void assertDifferences(
      NetworkGraph graph, int inputs, String port, double... weights) {
    Gradients found = Gradients.of(graph, recipe("read"), STEPS, given(inputs));
    for (int i = 0; i < weights.length; i++) {
      double near = difference(graph, inputs, port, weights, i, 0.01);
      double far = difference(graph, inputs, port, weights, i, 0.02);
      double difference = (4 * near - far) / 3;
      assertThat(found.gradient(port).asDouble(i))
          .as("seed %d, %s, number %d", SEED, port, i)
          .isCloseTo(difference, within(1e-3 * Math.abs(difference) + 1e-4));
    }
  }

  private static double difference(
      NetworkGraph graph, int inputs, String port, double[] weights, int which, double step) {
    double ahead = loss(graph, inputs, port, moved(weights, which, step));
    double behind = loss(graph, inputs, port, moved(weights, which, -step));
    return (ahead - behind) / (2 * step);
  }

  private static double[] moved(double[] weights, int which, double by) {
    double[] moved = weights.clone();
    moved[which] += by;
    return moved;
  }

  private static double loss(NetworkGraph graph, int inputs, String port, double... weights) {
    Map<String, Tensor> given = given(inputs);
    given.put(port, Tensor.ofDoubles(TensorType.of(ElementType.F32, weights.length), weights));
    return Gradients.of(graph, recipe("read"), STEPS, given).metric("loss").asDouble(0);
  }
}
