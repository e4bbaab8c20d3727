package dev.ranvier.ir.eval;

import java.util.List;

/// A slot for every step up to the longest delay: nothing is ever dropped, and all events of a step
/// arrive in it.
///
/// @param arrivals in the order in which they were pushed
record RingQueue(List<Integer> arrivals) implements EventQueue {
  @Override
  public Pushed push(int arrival) {
    return new Pushed(new RingQueue(Arrivals.appended(arrivals, arrival)), 0);
  }

  @Override
  public Popped pop(int now) {
    List<Integer> later =
        arrivals.stream().filter(arrival -> !Arrivals.isDue(arrival, now)).toList();
    int arrived = arrivals.size() - later.size();
    return new Popped(arrived == 0 ? this : new RingQueue(later), arrived);
  }
}
