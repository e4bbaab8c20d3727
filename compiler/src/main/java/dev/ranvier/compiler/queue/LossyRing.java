package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// A ring that is shorter than the delays may be: the event of step s is held in slot s modulo the
/// number of slots. A new event takes the slot, and the one that was there is dropped.
///
/// @param slots how many a queue has
public record LossyRing(int slots) implements Queue {
  @Override
  public String kind() {
    return "lossy_ring";
  }

  @Override
  public void check(Problems problems) {
    Capacity.check(problems, this, slots, "slots");
  }

  @Override
  public boolean dropsNew() {
    return false;
  }

  @Override
  public QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), slots, dimensions).withReach(delays.largestSteps(dt));
  }

  @Override
  public List<QueueLowering> lowerings(QueueType type, QueueUse use) {
    return List.of(
        new PackedLossy(type, use),
        new LossyRegisters("registers", type, use, StampRegisters.narrowest(type)),
        new LossyRegisters("wide-registers", type, use, ElementType.U32));
  }

  @Override
  public String toString() {
    return "lossyRing(" + slots + ")";
  }
}
