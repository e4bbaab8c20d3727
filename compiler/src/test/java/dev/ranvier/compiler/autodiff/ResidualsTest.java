package dev.ranvier.compiler.autodiff;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.pass.TrainingRuns;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is recorded of each step for the way back, in case it is read there; what is not is dropped
/// later (`TrainingMemoryTest`). A batch of 2, 3 inputs, 5 hidden neurons and 2 that are read.
class ResidualsTest {
  private static List<String> kept(Network network, Recipe recipe) {
    NetworkGraph graph = network.graph();
    Module module =
        BuildTrainingModule.evaluate(graph, TrainingRuns.plan(graph), recipe, TrainingRuns.STEPS);
    Function loss = module.function("main").orElseThrow();
    Instruction loop =
        loss.body().instructions().stream()
            .filter(one -> one.op() instanceof TimeLoopOp)
            .findFirst()
            .orElseThrow();
    Activity activity = Activity.of(loss.body(), loss.body().arguments().subList(0, 3));
    List<Value> values = Residuals.of(loop, (TimeLoopOp) loop.op(), activity);
    return values.stream().map(value -> value.type().toString()).sorted().toList();
  }

  /// Queues are never among them, nor what is of another size than neurons and synapses.
  @Test
  void keepsTensorsOfNeuronsAndNoQueues() {
    for (Lif hidden : List.of(Lif.exactReset(), Lif.surrogate(new SuperSpike(10)))) {
      assertThat(kept(TrainingRuns.network(hidden, dense(), ring()), TrainingRuns.recipe()))
          .isNotEmpty()
          .allMatch(type -> type.matches("tensor<2x[235]x(i1|f32|f64)>"));
    }
  }

  @Test
  void trainedDelaysKeepNothingMore() {
    Network network = TrainingRuns.network(Lif.exactReset(), dense(), ring());
    assertThat(kept(network, TrainingRuns.recipe().trainDelays("hidden->label")))
        .isEqualTo(kept(network, TrainingRuns.recipe()));
  }

  @Test
  void queuesThatMayBeFullKeepWhichEventsFoundRoom() {
    List<String> ring =
        kept(TrainingRuns.network(Lif.exactReset(), dense(), ring()), TrainingRuns.recipe());
    List<String> more =
        new ArrayList<>(
            kept(TrainingRuns.network(Lif.exactReset(), dense(), fifo(1)), TrainingRuns.recipe()));
    ring.forEach(more::remove);
    assertThat(more).containsExactly("tensor<2x25xi1>");
  }
}
