package dev.ranvier.ir.type;

import java.util.List;

/// A tensor of event queues, before lowering: every element is one queue of its own.
///
/// @param kind the queue's name in the compiler's list of queues (`ring`, `fifo`)
/// @param capacity how many events a queue holds (`fifo`) or how many steps ahead it reaches
///   (`ring`)
/// @param dimensions the shape of the tensor of queues, outermost first
public record QueueType(String kind, int capacity, List<Long> dimensions) implements Type {
  public QueueType {
    dimensions = List.copyOf(dimensions);
    if (!kind.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "queue type: expected a kind in lower case, got \"" + kind + "\"");
    }
    if (capacity < 0) {
      throw new IllegalArgumentException(
          "queue type: expected a capacity of at least 0, got " + capacity);
    }
  }

  /// A tensor with one element for each queue.
  public TensorType shapedLike(ElementType element) {
    return new TensorType(dimensions, element);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("!ranvier.queue<");
    dimensions.forEach(dimension -> text.append(dimension).append('x'));
    return text.append(kind).append('[').append(capacity).append("]>").toString();
  }
}
