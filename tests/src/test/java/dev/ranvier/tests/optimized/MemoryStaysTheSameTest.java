package dev.ranvier.tests.optimized;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.bench.Device;
import dev.ranvier.examples.bench.Loaded;
import dev.ranvier.examples.bench.Work;
import dev.ranvier.runtime.pjrt.CompiledMemory;
import dev.ranvier.runtime.plugin.FetchProgress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A network that records nothing is counted only, and takes no more memory for more steps.
final class MemoryStaysTheSameTest {
  private static Work work(Queue queue, int steps) {
    Network network =
        Network.named(
            "counted",
            dt(ms(0.1)),
            n -> {
              var cells = n.population("cells", 100, Lif.exactReset());
              n.drive(cells, constant(0.2));
              n.project(
                  cells,
                  cells,
                  fixedProbability(0.1)
                      .weights(constant(0.05))
                      .delays(constant(ms(4)))
                      .queue(queue));
            });
    Program program =
        Compiler.target(Targets.cpu()).compile(network, Settings.batch(1).steps(steps));
    return Work.of(program, program.parameters(), Role.COUNT, "cells.spikeCount");
  }

  @Test
  void whateverTheNumberOfSteps() {
    try (Device device = Device.open(Optional.empty(), FetchProgress.SILENT)) {
      for (Queue queue : List.of(ring(), fifo(2))) {
        try (Loaded few = device.load(work(queue, 100));
            Loaded many = device.load(work(queue, 100_000))) {
          CompiledMemory planned = few.memory().orElseThrow();
          assertThat(many.memory().orElseThrow().total())
              .as("bytes of 100,000 steps with %s", queue)
              .isLessThanOrEqualTo(planned.total() + 1_000);
          assertThat(planned.arguments()).isPositive();
        }
      }
    }
  }
}
