package dev.ranvier.ir.eval;

import java.util.List;

/// Events in order of arrival, of which a step delivers the first if it is due. When the queue is
/// full, the latest is dropped: the new event, or one that was there. Of events for the same step,
/// the one pushed last counts as the latest.
record SortedQueue(int capacity, List<Integer> arrivals) implements EventQueue {
  @Override
  public Pushed push(int arrival) {
    List<Integer> all = Arrivals.inserted(arrivals, arrival);
    List<Integer> kept = all.subList(0, Math.min(capacity, all.size()));
    return new Pushed(new SortedQueue(capacity, List.copyOf(kept)), all.size() - kept.size());
  }

  @Override
  public Popped pop(int now) {
    return !arrivals.isEmpty() && Arrivals.isDue(arrivals.getFirst(), now)
        ? new Popped(new SortedQueue(capacity, Arrivals.withoutFirst(arrivals)), 1)
        : new Popped(this, 0);
  }
}
