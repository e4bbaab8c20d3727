package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;

/// The last few events in the order in which they were sent, for delays that are all equal. A new
/// event that finds the queue full is dropped.
///
/// @param events how many a queue holds
public record Fifo(int events) implements Queue {
  @Override
  public String kind() {
    return "fifo";
  }

  /// Steps to go are held in 16 bits, the largest number of which says that there is no event.
  @Override
  public int reach() {
    return 65_534;
  }

  @Override
  public void check(Problems problems) {
    problems.require(
        events >= 1, "capacity of " + this, "at least 1", "give the number of events to hold");
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
  public int capacity(Delays delays, TimeStep dt) {
    return events;
  }

  @Override
  public QueueLowering lowering(QueueType type, QueueUse use) {
    return new FifoOfCountdowns(type);
  }

  @Override
  public String toString() {
    return "fifo(" + events + ")";
  }
}
