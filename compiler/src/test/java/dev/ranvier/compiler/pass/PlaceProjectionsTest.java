package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.plan.Choice;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ProjectionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever layout a projection has, the same spikes arrive.
class PlaceProjectionsTest {
  private static final Delays MIXED = uniform(ms(0.5), ms(20));
  private static final Delays EQUAL = constant(ms(6));

  private static NetworkGraph recurrent(
      int size, Connection connectivity, Delays delays, Queue queue) {
    return Network.named(
            "recurrent",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", 3);
              var cells = n.population("cells", size, Lif.exactReset().reset(-0.25));
              n.project(in, cells, dense().weights(normal(0.9, 0.4)).delays(MIXED));
              n.project(
                  cells, cells, connectivity.weights(normal(0.1, 0.3)).delays(delays).queue(queue));
              n.record(spikes(cells), voltage(cells));
            })
        .graph();
  }

  /// Sizes around those of words and of turns of loops, dense and sparse, bounded and not.
  static Stream<NetworkGraph> graphs() {
    List<NetworkGraph> graphs = new ArrayList<>();
    for (Queue queue : List.of(ring(), fifo(1), fifo(3))) {
      graphs.add(recurrent(5, dense(), EQUAL, queue));
      graphs.add(recurrent(37, fixedProbability(0.3), EQUAL, queue));
    }
    graphs.add(recurrent(1, dense(), MIXED, ring()));
    graphs.add(recurrent(23, dense(), MIXED, ring()));
    graphs.add(recurrent(60, fixedProbability(0.1), MIXED, ring()));
    return graphs.stream();
  }

  private static List<String> layouts(NetworkGraph graph) {
    return Runs.plan(graph).ranked(graph.projections().getLast()).stream()
        .map(Choice::layout)
        .toList();
  }

  /// With the recurrent projection in this layout.
  private static NetworkGraph laidOut(NetworkGraph graph, String layout) {
    return new NetworkGraph(
        graph.name(),
        graph.dt(),
        graph.inputs(),
        graph.populations(),
        graph.drives(),
        List.of(graph.projections().getFirst(), graph.projections().getLast().withLayout(layout)),
        graph.recorders(),
        graph.location());
  }

  private static Module placed(NetworkGraph graph) {
    return PlaceProjections.run(LowerDerivatives.run(Runs.event(graph)), Targets.cpu());
  }

  /// All but the state, whose form is the layout's own.
  private static List<Tensor> seen(Module module, NetworkGraph graph) {
    List<Tensor> results = Runs.run(module, graph);
    int seen = graph.populations().size() + graph.projections().size() + graph.recorders().size();
    return results.subList(results.size() - seen, results.size());
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void givesTheSameInEveryLayout(NetworkGraph graph) {
    List<Tensor> expected = seen(Runs.event(graph), graph);
    assertThat(Arrays.stream(expected.getFirst().toInts()).sum()).as("spikes").isPositive();
    assertThat(layouts(graph)).contains("dendritic-events", "synaptic");
    for (String layout : layouts(graph)) {
      Module after = placed(laidOut(graph, layout));
      assertThat(Verifier.verify(after, Stage.EVENT)).isEmpty();
      assertThat(seen(after, graph)).as("%s of %s", layout, graph).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void givesTheSameAfterAllPasses(NetworkGraph graph) {
    List<Tensor> expected = seen(Runs.event(graph), graph);
    for (String layout : layouts(graph)) {
      Module after =
          LowerTimeLoops.run(
              LowerSpikes.run(LowerQueues.run(placed(laidOut(graph, layout)), Targets.cpu())));
      assertThat(Verifier.verify(after, Stage.TENSOR)).isEmpty();
      assertThat(seen(after, graph)).as("%s of %s", layout, graph).isEqualTo(expected);
    }
  }

  @Test
  void testsOnQueuesThatOverflow() {
    NetworkGraph graph = recurrent(37, fixedProbability(0.3), EQUAL, fifo(1));
    int[] dropped = seen(Runs.event(graph), graph).get(2).toInts();
    assertThat(Arrays.stream(dropped)).as("drops of cells->cells").allMatch(drops -> drops > 0);
  }

  @Test
  void namesThePartsOfAProjectionAfterIt() {
    NetworkGraph graph = recurrent(5, dense(), EQUAL, fifo(2));
    Module after = placed(graph);
    assertThat(Runs.inputs(after, Role.STATE))
        .contains("cells->cells.queue.sums", "cells->cells.queue.steps");
    assertThat(after.functions())
        .allSatisfy(
            function ->
                assertThat(function.type().inputs()).noneMatch(ProjectionType.class::isInstance));
    assertThat(PortAttributes.signatureOf(after.function("main").orElseThrow()).inputs())
        .isNotEmpty();
  }
}
