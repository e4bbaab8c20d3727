package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// The last few events in the order in which they were sent. As the delay of a synapse stays the
/// same, that is the order in which they arrive. A new event that finds the queue full is dropped.
/// A step delivers at most the event at the head, if it is due; should a delay change after all,
/// the others wait behind it.
///
/// @param events how many a queue holds
public record Fifo(int events) implements Queue {
  @Override
  public String kind() {
    return "fifo";
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
        new PackedStamps(type, use, Discipline.APPEND),
        StampRegisters.narrow("registers", type, use, Discipline.APPEND),
        StampRegisters.wide("registers", type, use, Discipline.APPEND),
        new CountedBits(type, use));
  }

  @Override
  public String toString() {
    return "fifo(" + events + ")";
  }
}
