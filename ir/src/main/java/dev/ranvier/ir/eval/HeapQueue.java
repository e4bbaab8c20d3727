package dev.ranvier.ir.eval;

import java.util.List;

/// A heap of events, of which a step delivers the earliest if it is due. When the heap is full, the
/// new event is dropped.
///
/// @param arrivals in the order in which they were pushed
record HeapQueue(int capacity, List<Integer> arrivals) implements EventQueue {
  @Override
  public Pushed push(int arrival) {
    return arrivals.size() < capacity
        ? new Pushed(new HeapQueue(capacity, Arrivals.appended(arrivals, arrival)), 0)
        : new Pushed(this, 1);
  }

  @Override
  public Popped pop(int now) {
    int earliest = earliest(now);
    return earliest >= 0 && Arrivals.isDue(arrivals.get(earliest), now)
        ? new Popped(new HeapQueue(capacity, Arrivals.without(arrivals, earliest)), 1)
        : new Popped(this, 0);
  }

  /// The place of the earliest event; -1 in an empty heap.
  private int earliest(int now) {
    int earliest = -1;
    for (int i = 0; i < arrivals.size(); i++) {
      if (earliest < 0 || arrivals.get(i) - now < arrivals.get(earliest) - now) {
        earliest = i;
      }
    }
    return earliest;
  }
}
