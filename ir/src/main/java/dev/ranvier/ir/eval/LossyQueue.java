package dev.ranvier.ir.eval;

import java.util.List;

/// A ring that is shorter than the delays may be: the events of every `slots`-th step share a slot,
/// which holds one of them. A new event takes the slot, and the one that was there is dropped.
///
/// @param arrivals at most one for each slot
record LossyQueue(int slots, List<Integer> arrivals) implements EventQueue {
  /// Two steps share a slot if the number of slots divides their difference. Step numbers
  /// themselves wrap, so they can't be divided.
  @Override
  public Pushed push(int arrival) {
    List<Integer> others =
        arrivals.stream().filter(other -> (other - arrival) % slots != 0).toList();
    return new Pushed(
        new LossyQueue(slots, Arrivals.appended(others, arrival)), arrivals.size() - others.size());
  }

  @Override
  public Popped pop(int now) {
    List<Integer> later =
        arrivals.stream().filter(arrival -> !Arrivals.isDue(arrival, now)).toList();
    return new Popped(new LossyQueue(slots, later), arrivals.size() - later.size());
  }
}
