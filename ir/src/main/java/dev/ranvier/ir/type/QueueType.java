package dev.ranvier.ir.type;

import java.util.List;

/// A tensor of event queues, before lowering: every element is one queue of its own.
///
/// In text: `!ranvier.queue<64x4xsorted[4, 80], "network">`, where what isn't said is left out.
///
/// @param kind the queue's name in the compiler's list of queues (`ring`, `fifo`)
/// @param capacity how many events a queue holds (`fifo`) or how many steps ahead it has room for
///   (`ring`)
/// @param reach the longest delay that can be sent, in steps; 0 for all that the kind can hold.
///   Events sent further are dropped
/// @param dimensions the shape of the tensor of queues, outermost first
/// @param layout the name of the lowering that is asked for; empty where the compiler chooses
public record QueueType(String kind, int capacity, int reach, List<Long> dimensions, String layout)
    implements Type {
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
    if (reach < 0) {
      throw new IllegalArgumentException(
          "queue type: expected a reach of at least 0 steps, got " + reach);
    }
    if (!layout.matches("([a-z][a-z0-9-]*)?")) {
      throw new IllegalArgumentException(
          "queue type: expected a layout in lower case, got \"" + layout + "\"");
    }
  }

  /// Queues that reach as far as their kind can, laid out as the compiler chooses.
  public QueueType(String kind, int capacity, List<Long> dimensions) {
    this(kind, capacity, 0, dimensions, "");
  }

  /// Queues that reach as far as their kind can.
  public QueueType(String kind, int capacity, List<Long> dimensions, String layout) {
    this(kind, capacity, 0, dimensions, layout);
  }

  public QueueType withReach(int steps) {
    return new QueueType(kind, capacity, steps, dimensions, layout);
  }

  /// The same queues, kept in the lowering of this name.
  public QueueType withLayout(String name) {
    return new QueueType(kind, capacity, reach, dimensions, name);
  }

  /// A tensor with one element for each queue.
  public TensorType shapedLike(ElementType element) {
    return new TensorType(dimensions, element);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("!ranvier.queue<");
    dimensions.forEach(dimension -> text.append(dimension).append('x'));
    text.append(kind).append('[').append(capacity);
    if (reach > 0) {
      text.append(", ").append(reach);
    }
    text.append(']');
    if (!layout.isEmpty()) {
      text.append(", \"").append(layout).append('"');
    }
    return text.append('>').toString();
  }
}
