package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// The last few events in the order in which they were sent, for delays that are all equal. A new
/// event that finds the queue full is dropped. A step delivers at most the event at the head, if it
/// is due; should delays differ after all, the others wait behind it.
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
  public void check(Problems problems, Delays delays, TimeStep dt) {
    int smallest = delays.smallestSteps(dt);
    int largest = delays.largestSteps(dt);
    problems.require(
        smallest == largest,
        "%s with delays from %s to %s".formatted(this, dt.timeOf(smallest), dt.timeOf(largest)),
        "in order (a FIFO needs equal delays)",
        "use ring(), or one delay for all synapses");
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
