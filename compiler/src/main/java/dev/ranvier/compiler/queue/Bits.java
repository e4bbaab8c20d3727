package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// One bit for each of the next few steps, which says that something arrives, and not how much. Two
/// events for one step count once: the second is dropped.
///
/// @param steps how many steps ahead a queue reaches
public record Bits(int steps) implements Queue {
  @Override
  public String kind() {
    return "bits";
  }

  @Override
  public int reach() {
    return Math.clamp(steps, 1, LONGEST);
  }

  @Override
  public int reach(QueueType type) {
    return type.capacity();
  }

  @Override
  public void check(Problems problems) {
    problems.require(
        steps >= 1 && steps <= LONGEST,
        "number of bits of " + this,
        "from 1 to " + LONGEST,
        "give the longest delay in steps");
  }

  @Override
  public boolean dropsNew() {
    return false;
  }

  @Override
  public QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), steps, dimensions);
  }

  @Override
  public List<QueueLowering> lowerings(QueueType type, QueueUse use) {
    return List.of(new ShiftedBits(type, use));
  }

  @Override
  public String toString() {
    return "bits(" + steps + ")";
  }
}
