package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// A few events, of which a step delivers the earliest, if it is due. A new event that finds the
/// heap full is dropped, be it earlier than others or not.
///
/// @param events how many a queue holds
public record Heap(int events) implements Queue {
  @Override
  public String kind() {
    return "heap";
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
        StampRegisters.narrow("network", type, use, Discipline.SORT_WHILE_FREE),
        new PackedStamps(type, use, Discipline.SORT_WHILE_FREE),
        StampRegisters.wide("network", type, use, Discipline.SORT_WHILE_FREE),
        new CountedBits(type, use),
        new SortedSlots(type, use, Discipline.SORT_WHILE_FREE));
  }

  @Override
  public String toString() {
    return "heap(" + events + ")";
  }
}
