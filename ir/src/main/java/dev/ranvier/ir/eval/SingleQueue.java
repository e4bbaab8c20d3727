package dev.ranvier.ir.eval;

import java.util.List;

/// Holds one event. While it does, a new one takes its place, or is dropped.
///
/// @param isReplaced whether the new event takes the place of the old one
/// @param arrivals at most one
record SingleQueue(boolean isReplaced, List<Integer> arrivals) implements EventQueue {
  @Override
  public Pushed push(int arrival) {
    boolean takesIt = arrivals.isEmpty() || isReplaced;
    return new Pushed(
        takesIt ? new SingleQueue(isReplaced, List.of(arrival)) : this, arrivals.size());
  }

  @Override
  public Popped pop(int now) {
    return !arrivals.isEmpty() && Arrivals.isDue(arrivals.getFirst(), now)
        ? new Popped(new SingleQueue(isReplaced, List.of()), 1)
        : new Popped(this, 0);
  }
}
