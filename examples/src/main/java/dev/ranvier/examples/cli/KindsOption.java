package dev.ranvier.examples.cli;

import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Queues;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Which kinds of queues a benchmark takes, with the capacities that benchmarks give them.
final class KindsOption {
  @Option(
      names = "--kinds",
      paramLabel = "KIND",
      split = ",",
      description = "Which kinds: ring, fifo, ... (default: all).")
  private List<String> kinds = new ArrayList<>();

  List<Queue> queues(CommandLine command) {
    return kinds.isEmpty()
        ? Queues.all()
        : kinds.stream().map(kind -> Names.queue(command, kind)).toList();
  }
}
