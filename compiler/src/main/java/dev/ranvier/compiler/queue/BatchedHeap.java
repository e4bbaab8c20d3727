package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// A heap whose nodes hold batches of events in order, as in BGPQ (Chen et al. 2021, a batched heap
/// for GPUs): of the events that are due, a step delivers one. When it is full, the latest of all
/// is dropped. What it holds is what `Sorted` holds, and both are kept in the same ways.
///
/// @param events how many a queue holds
public record BatchedHeap(int events) implements Queue {
  @Override
  public String kind() {
    return "batched_heap";
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
    return "batchedHeap(" + events + ")";
  }
}
