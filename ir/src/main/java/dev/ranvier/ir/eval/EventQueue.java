package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// One queue of events by the plainest means, a list of arrival steps: what every lowering of a
/// queue is held against. Immutable. A new kind is a record and a case in [#of].
///
/// Steps are numbers of 32 bits that wrap: only their differences count, and only these are
/// compared. A push is for a step to come, at most as far ahead as the queue reaches.
sealed interface EventQueue
    permits NoQueue,
        SingleQueue,
        RingQueue,
        FifoQueue,
        LossyQueue,
        SortedQueue,
        HeapQueue,
        BitQueue {
  /// The longest delay that any queue takes, in steps.
  int LONGEST = 65_535;

  /// @param dropped how many events were lost, the pushed one or another
  record Pushed(EventQueue queue, int dropped) {}

  /// @param arrived how many events are delivered in this step
  record Popped(EventQueue queue, int arrived) {}

  Pushed push(int arrival);

  /// Takes out what is delivered in step `now`. Steps are popped one by one, in order.
  Popped pop(int now);

  /// @throws Fault if no such kind is known
  static EventQueue of(QueueType type) {
    return switch (type.kind()) {
      case "none" -> new NoQueue();
      case "single_spike" -> new SingleQueue(true, List.of());
      case "single_spike_keep" -> new SingleQueue(false, List.of());
      case "ring" -> new RingQueue(List.of());
      case "fifo" -> new FifoQueue(type.capacity(), List.of());
      case "lossy_ring" -> new LossyQueue(type.capacity(), List.of());
      case "sorted", "batched_heap" -> new SortedQueue(type.capacity(), List.of());
      case "heap" -> new HeapQueue(type.capacity(), List.of());
      case "bits" -> new BitQueue(List.of());
      default -> throw Fault.of("expected a known kind of queue, got \"%s\"", type.kind());
    };
  }

  /// The longest delay that can be pushed into queues of a type.
  ///
  /// @throws Fault if the type asks for more than its kind has
  static int reach(QueueType type) {
    int most =
        switch (type.kind()) {
          case "ring", "bits" -> type.capacity();
          default -> LONGEST;
        };
    if (type.reach() > most) {
      throw Fault.of("expected a reach of at most %d steps, got %s", most, type);
    }
    return type.reach() == 0 ? most : type.reach();
  }
}
