package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendOp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which ways a derivative has through what a network sends, and that they change nothing else.
class GradientPathsTest {
  /// The ways of each send of a training, in the order of projections.
  private static Map<Integer, Set<Payload>> ways(NetworkGraph graph, Recipe recipe) {
    Module module =
        BuildTrainingModule.evaluate(graph, TrainingRuns.plan(graph), recipe, TrainingRuns.STEPS);
    Map<Integer, Set<Payload>> found = new LinkedHashMap<>();
    collect(module.function("main").orElseThrow().body(), found);
    return found;
  }

  private static void collect(Block block, Map<Integer, Set<Payload>> found) {
    block
        .instructions()
        .forEach(
            one -> {
              if (one.op() instanceof SendOp send) {
                found.put(found.size(), send.payload().keySet());
              }
              one.op().regions().forEach(region -> collect(region, found));
            });
  }

  @Test
  void inputsHaveNoneTimesAreThoseOfSpikesAndDelaysOnlyWhereTheyAreTrained() {
    NetworkGraph graph = TrainingRuns.network(Lif.exactReset(), dense(), ring()).graph();
    Recipe recipe = TrainingRuns.recipe();
    assertThat(ways(graph, recipe).values())
        .containsExactly(Set.of(), Set.of(Payload.TIMES), Set.of(Payload.TIMES));
    assertThat(ways(graph, recipe.trainDelays("hidden->label")).values())
        .containsExactly(Set.of(), Set.of(Payload.TIMES), Set.of(Payload.TIMES, Payload.LATENCIES));
  }

  @Test
  void surrogatesGoByValues() {
    NetworkGraph graph =
        TrainingRuns.network(Lif.surrogate(new SuperSpike(10)), dense(), ring()).graph();
    assertThat(ways(graph, TrainingRuns.recipe()).values())
        .containsExactly(Set.of(), Set.of(Payload.VALUES), Set.of(Payload.VALUES));
  }

  @Test
  void theRuleOfArrivalsChangesGradientsAndNothingElse() {
    NetworkGraph graph = TrainingRuns.network(Lif.exactReset(), dense(), ring()).graph();
    Recipe recipe = TrainingRuns.recipe();
    Map<String, ?> exact = gradients(graph, recipe);
    Map<String, ?> current = gradients(graph, recipe.arrivals(ArrivalRule.CURRENT_ONLY));
    for (String metric : Set.of("loss", "correct", "hidden.spikeCount")) {
      assertThat(current.get(metric)).as(metric).isEqualTo(exact.get(metric));
    }
    assertThat(current.get("in->hidden.weights.gradient"))
        .isNotEqualTo(exact.get("in->hidden.weights.gradient"));
  }

  private static Map<String, ?> gradients(NetworkGraph graph, Recipe recipe) {
    return TrainingRuns.run(
        BuildTrainingModule.gradient(
            graph, TrainingRuns.plan(graph), recipe, TrainingRuns.STEPS, Cuts.NONE),
        TrainingRuns.given(graph));
  }
}
