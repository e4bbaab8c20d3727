package dev.ranvier.compiler.queue;

import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.stream.Collectors;

/// THE list of queues: what is here is tested by the contract and can be asked for by projections.
public final class Queues {
  private static final List<Queue> ALL = List.of(new Ring(), new Fifo(4));

  private Queues() {}

  /// One queue of each kind.
  public static List<Queue> all() {
    return ALL;
  }

  /// The queue whose kind a type names.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Queue of(QueueType type) {
    return ALL.stream()
        .filter(queue -> queue.kind().equals(type.kind()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "queue %s: expected a kind among %s, got \"%s\""
                        .formatted(type, kinds(), type.kind())));
  }

  private static String kinds() {
    return ALL.stream().map(Queue::kind).collect(Collectors.joining(", "));
  }
}
