package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// Holds one event. A new event takes the place of the old one, which is dropped.
public record SingleSpike() implements Queue {
  @Override
  public String kind() {
    return "single_spike";
  }

  @Override
  public boolean dropsNew() {
    return false;
  }

  @Override
  public QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), 1, dimensions).withReach(delays.largestSteps(dt));
  }

  @Override
  public List<QueueLowering> lowerings(QueueType type, QueueUse use) {
    return List.of(
        StampRegisters.narrow("countdown", type, use, Discipline.REPLACE),
        new Countdown(type, use, true));
  }

  @Override
  public String toString() {
    return "singleSpike()";
  }
}
