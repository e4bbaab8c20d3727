package dev.ranvier.compiler;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.pass.TrainingRuns.BATCH;
import static dev.ranvier.compiler.pass.TrainingRuns.SEED;
import static dev.ranvier.compiler.pass.TrainingRuns.STEPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.pass.TrainingRuns;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What of each step an update keeps for the way back: 24 steps of a batch of 2, 3 inputs, 5 hidden
/// neurons and 2 that are read. Whoever keeps more makes training larger, and should know.
class TrainingMemoryTest {
  private static final String INPUTS = "tensor<24x2x3xi1>";
  private static final String SPIKES = "tensor<24x2x5xi1>";
  private static final String HIDDEN = "tensor<24x2x5xf32>";
  private static final String READ = "tensor<24x2x2xf32>";

  /// The stacks of values of neurons or synapses that the loop forward gives.
  private static List<String> kept(Network network, Recipe recipe) {
    TrainingProgram program =
        Compiler.target(Targets.cpu())
            .train(network, Settings.batch(BATCH).steps(STEPS).seed(SEED), recipe);
    Function forward = program.updateModule().function("steps").orElseThrow();
    return forward.type().results().stream()
        .filter(type -> type instanceof TensorType tensor && isStack(tensor))
        .map(Object::toString)
        .sorted()
        .toList();
  }

  private static boolean isStack(TensorType type) {
    return type.rank() >= 3 && type.dimension(0) == STEPS;
  }

  private static Network network(Lif hidden) {
    return TrainingRuns.network(hidden, dense(), ring());
  }

  @Test
  void surrogatesKeepSpikesAndOneVoltage() {
    assertThat(kept(network(Lif.surrogate(new SuperSpike(10))), TrainingRuns.recipe()))
        .containsExactlyInAnyOrder(READ, INPUTS, SPIKES, HIDDEN);
  }

  @Test
  void spikeTimesKeepSpikesAndTwoFloats() {
    assertThat(kept(network(Lif.exactReset()), TrainingRuns.recipe()))
        .containsExactlyInAnyOrder(READ, INPUTS, SPIKES, HIDDEN, HIDDEN);
  }

  @Test
  void trainedDelaysKeepNothingMore() {
    Network network = network(Lif.exactReset());
    assertThat(kept(network, TrainingRuns.recipe().trainDelays("hidden->label")))
        .isEqualTo(kept(network, TrainingRuns.recipe()));
  }

  @Test
  void queuesThatMayBeFullKeepWhichEventsFoundRoom() {
    Network network = TrainingRuns.network(Lif.exactReset(), dense(), fifo(1));
    assertThat(kept(network, TrainingRuns.recipe()))
        .containsExactlyInAnyOrder(READ, INPUTS, SPIKES, HIDDEN, HIDDEN, "tensor<24x2x25xi1>");
  }
}
