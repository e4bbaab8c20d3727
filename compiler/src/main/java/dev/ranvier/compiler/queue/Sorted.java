package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// A few events in the order in which they arrive. When the queue is full, the latest of all is
/// dropped, be it the new one or one that was there. A step delivers at most one event.
///
/// @param events how many a queue holds
public record Sorted(int events) implements Queue {
  @Override
  public String kind() {
    return "sorted";
  }

  @Override
  public void check(Problems problems) {
    Capacity.check(problems, this, events, "events to hold");
  }

  @Override
  public boolean dropsNew() {
    return true;
  }

  @Override
  public QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), events, dimensions).withReach(delays.largestSteps(dt));
  }

  @Override
  public List<QueueLowering> lowerings(QueueType type, QueueUse use) {
    return List.of(
        new PackedStamps(type, use, Discipline.SORT),
        StampRegisters.narrow("network", type, use, Discipline.SORT),
        StampRegisters.wide("network", type, use, Discipline.SORT),
        new CountedBits(type, use),
        new SortedSlots(type, use, Discipline.SORT));
  }

  @Override
  public String toString() {
    return "sorted(" + events + ")";
  }
}
