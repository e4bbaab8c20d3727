package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A tensor of queues kept in plain tensors, its parts. Steps are counted relative to the next pop,
/// so no run is too long. Every step is one pop and then any number of pushes.
public sealed interface QueueLowering permits PerSynapse, LookingBack {
  /// @param name what the part is called in ports: `word0`
  record Part(String name, TensorType type) {}

  /// @param parts the queues after the push
  /// @param dropped how many events each lost, `i32`
  record Pushed(List<Value> parts, Value dropped) {}

  /// @param parts the queues after the pop
  /// @param arrived how many events each delivers, `i32`
  record Popped(List<Value> parts, Value arrived) {}

  /// What queue types call it when they ask for it: `delay-line`.
  String name();

  QueueType type();

  /// What a target must have to take it.
  default Set<Need> needs() {
    return Set.of();
  }

  /// What the lowering needs that the type or its use do not have, in words: `equal delays`. A
  /// lowering that does not fit cannot be built.
  default Optional<String> lacks() {
    return Optional.empty();
  }

  List<Part> parts();

  /// Empty queues: zeros.
  default List<Value> create(Builder builder) {
    return parts().stream().map(part -> builder.splat(part.type(), 0L)).toList();
  }

  /// Where the queues are, in words.
  String placement();

  /// The layout in words, and why it was taken.
  String why();
}
