package dev.ranvier.ir.eval;

import java.util.List;

/// First in, first out, for events whose delays are equal: a step delivers the event at the head if
/// it is due, and no other. When the queue is full, the new event is dropped.
///
/// Should delays differ after all, an event waits behind the head, and what is late by then arrives
/// one event a step.
record FifoQueue(int capacity, List<Integer> arrivals) implements EventQueue {
  @Override
  public Pushed push(int arrival) {
    return arrivals.size() < capacity
        ? new Pushed(new FifoQueue(capacity, Arrivals.appended(arrivals, arrival)), 0)
        : new Pushed(this, 1);
  }

  @Override
  public Popped pop(int now) {
    return !arrivals.isEmpty() && Arrivals.isDue(arrivals.getFirst(), now)
        ? new Popped(new FifoQueue(capacity, Arrivals.withoutFirst(arrivals)), 1)
        : new Popped(this, 0);
  }
}
