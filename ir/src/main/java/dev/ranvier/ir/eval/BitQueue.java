package dev.ranvier.ir.eval;

import java.util.List;

/// One bit for every step up to the longest delay: says that something arrives, not how much. The
/// second event for a step is dropped.
///
/// @param arrivals each step once
record BitQueue(List<Integer> arrivals) implements EventQueue {
  @Override
  public Pushed push(int arrival) {
    return arrivals.contains(arrival)
        ? new Pushed(this, 1)
        : new Pushed(new BitQueue(Arrivals.appended(arrivals, arrival)), 0);
  }

  @Override
  public Popped pop(int now) {
    List<Integer> later =
        arrivals.stream().filter(arrival -> !Arrivals.isDue(arrival, now)).toList();
    return new Popped(new BitQueue(later), arrivals.size() - later.size());
  }
}
