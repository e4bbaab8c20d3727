package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.stream.Stream;

/// One queue of events by the plainest means, a list of arrival steps: what every lowering of a
/// queue is held against. Immutable. A new kind is a record here and a case in [#of].
sealed interface EventQueue {
  /// @param dropped how many events were lost, the pushed one or another
  record Pushed(EventQueue queue, int dropped) {}

  /// @param arrived how many events are delivered in this step
  record Popped(EventQueue queue, int arrived) {}

  Pushed push(int arrival);

  /// Takes out what is delivered in step `now`. Steps are popped one by one, in order.
  Popped pop(int now);

  /// The longest delay that can be pushed.
  int reach();

  /// @throws Fault if no such kind is known
  static EventQueue of(QueueType type) {
    return switch (type.kind()) {
      case "ring" -> new Ring(type.capacity(), List.of());
      case "fifo" -> new Fifo(type.capacity(), List.of());
      default -> throw Fault.of("expected a queue of kind ring or fifo, got \"%s\"", type.kind());
    };
  }

  /// A slot for every step up to the longest delay: nothing is ever dropped, and all events of a
  /// step arrive in it.
  ///
  /// @param arrivals in the order in which they were pushed
  record Ring(int reach, List<Integer> arrivals) implements EventQueue {
    @Override
    public Pushed push(int arrival) {
      return new Pushed(new Ring(reach, appended(arrivals, arrival)), 0);
    }

    @Override
    public Popped pop(int now) {
      if (arrivals.isEmpty()) {
        return new Popped(this, 0);
      }
      List<Integer> later = arrivals.stream().filter(arrival -> arrival != now).toList();
      int arrived = arrivals.size() - later.size();
      return new Popped(arrived == 0 ? this : new Ring(reach, later), arrived);
    }
  }

  /// First in, first out, for events whose delays are equal: a step delivers the event at the head
  /// if it is due, and no other. When the queue is full, the new event is dropped.
  ///
  /// Should delays differ after all, an event waits behind the head, and what is late by then
  /// arrives one event a step.
  record Fifo(int capacity, List<Integer> arrivals) implements EventQueue {
    @Override
    public Pushed push(int arrival) {
      return arrivals.size() < capacity
          ? new Pushed(new Fifo(capacity, appended(arrivals, arrival)), 0)
          : new Pushed(this, 1);
    }

    @Override
    public Popped pop(int now) {
      return !arrivals.isEmpty() && arrivals.getFirst() <= now
          ? new Popped(new Fifo(capacity, arrivals.subList(1, arrivals.size())), 1)
          : new Popped(this, 0);
    }

    @Override
    public int reach() {
      return Integer.MAX_VALUE;
    }
  }

  private static List<Integer> appended(List<Integer> steps, int step) {
    return Stream.concat(steps.stream(), Stream.of(step)).toList();
  }
}
