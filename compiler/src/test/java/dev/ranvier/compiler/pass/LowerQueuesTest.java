package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.models.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Queues become tensors, and nothing else changes.
class LowerQueuesTest {

  /// With a queue for each synapse.
  private static Module queues(NetworkGraph graph) {
    return PlaceProjections.run(Runs.event(Runs.laidOut(graph, "synaptic")), Targets.cpu());
  }

  private static Module lowered(NetworkGraph graph) {
    return LowerQueues.run(queues(graph), Targets.cpu());
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void givesTheSameBeforeAndAfter(NetworkGraph graph) {
    Module before = queues(graph);
    assertThat(Runs.run(lowered(graph), graph)).isEqualTo(Runs.run(before, graph));
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void leavesNoQueueInArgumentsAndResults(NetworkGraph graph) {
    Module after = lowered(graph);
    assertThat(Verifier.verify(after, Stage.EVENT)).isEmpty();
    assertThat(after.functions())
        .allSatisfy(
            function -> {
              assertThat(function.type().inputs()).noneMatch(QueueType.class::isInstance);
              assertThat(function.type().results()).noneMatch(QueueType.class::isInstance);
            });
  }

  @Test
  void namesThePartsOfAQueueAfterIt() {
    assertThat(Runs.inputs(lowered(Models.recurrent().graph()), Role.STATE))
        .containsExactly(
            "cells.voltage",
            "in->cells.current",
            "in->cells.queue.queues.word0",
            "cells->cells.current",
            "cells->cells.queue.queues.word0");
  }
}
