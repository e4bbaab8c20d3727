package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.dsl.Declare.convolution;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.pairs;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Wirings;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.models.WrongNetworks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Which tensors a network begins with, by the names of their ports.
class DrawParametersTest {
  private static Map<String, Tensor> parameters(NetworkGraph graph) {
    return DrawParameters.draw(graph, 9);
  }

  private static NetworkGraph projecting(Connection connection) {
    return WrongNetworks.withProjection(connection).graph();
  }

  private static Map<String, String> types(NetworkGraph graph) {
    Map<String, String> types = new LinkedHashMap<>();
    parameters(graph).forEach((name, tensor) -> types.put(name, tensor.type().toString()));
    return types;
  }

  @Test
  void givesMatricesOfDenseProjections() {
    assertThat(types(projecting(dense())))
        .containsExactly(
            Map.entry("x->out.weights", "tensor<2x3xf32>"),
            Map.entry("x->out.delays", "tensor<2x3xi32>"));
  }

  @Test
  void givesTheWiringOfSparseProjections() {
    NetworkGraph graph =
        projecting(
            pairs(new int[][] {{1, 2}, {1, 0}, {0, 1}})
                .weights(explicit(10, 20, 30))
                .delays(explicit(ms(1), ms(2), ms(3))));
    Map<String, Tensor> parameters = parameters(graph);
    assertThat(parameters.keySet())
        .containsExactly("x->out.rowStarts", "x->out.targets", "x->out.weights", "x->out.delays");
    assertThat(ints(parameters, "x->out.rowStarts")).containsExactly(0, 1, 3);
    assertThat(ints(parameters, "x->out.targets")).containsExactly(1, 0, 2);
    assertThat(ints(parameters, "x->out.weights")).containsExactly(30, 20, 10);
    assertThat(ints(parameters, "x->out.delays")).containsExactly(3, 2, 1);
  }

  @Test
  void givesTheSharedWeightsOfConvolutions() {
    NetworkGraph graph =
        WrongNetworks.with(
                (n, _) ->
                    n.project(
                        n.input("image", 9),
                        n.population("map", 8, Lif.exactReset()),
                        convolution(Convolution.over(3, 3, 1).kernel(2, 2).outputs(2))))
            .graph();
    assertThat(types(graph))
        .containsExactly(
            Map.entry("image->map.rowStarts", "tensor<10xi32>"),
            Map.entry("image->map.targets", "tensor<32xi32>"),
            Map.entry("image->map.weightIndex", "tensor<32xi32>"),
            Map.entry("image->map.weights", "tensor<8xf32>"),
            Map.entry("image->map.delays", "tensor<32xi32>"));
  }

  @Test
  void drawsTheWiringThatPassesSee() {
    NetworkGraph graph = projecting(fixedProbability(0.5).delays(uniform(ms(1), ms(9))));
    Wiring wiring = Wirings.of(graph, 9).values().iterator().next();
    Map<String, Tensor> parameters = parameters(graph);
    assertThat(ints(parameters, "x->out.rowStarts")).isEqualTo(wiring.rowStarts());
    assertThat(ints(parameters, "x->out.targets")).isEqualTo(wiring.targetOf());
    assertThat(ints(parameters, "x->out.delays")).hasSize(wiring.synapses());
    assertThat(parameters(graph)).isEqualTo(parameters);
  }

  private static int[] ints(Map<String, Tensor> parameters, String name) {
    Tensor tensor = Objects.requireNonNull(parameters.get(name), name);
    int[] values = new int[tensor.size()];
    Arrays.setAll(values, i -> (int) tensor.asDouble(i));
    return values;
  }
}
