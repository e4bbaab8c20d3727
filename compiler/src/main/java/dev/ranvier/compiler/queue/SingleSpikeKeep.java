package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// Holds one event. As long as it does, new events are dropped.
public record SingleSpikeKeep() implements Queue {
  @Override
  public String kind() {
    return "single_spike_keep";
  }

  @Override
  public boolean dropsNew() {
    return true;
  }

  @Override
  public QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), 1, dimensions).withReach(delays.largestSteps(dt));
  }

  @Override
  public List<QueueLowering> lowerings(QueueType type, QueueUse use) {
    return List.of(
        StampRegisters.narrow("countdown", type, use, Discipline.APPEND),
        new Countdown(type, use, false));
  }

  @Override
  public String toString() {
    return "singleSpikeKeep()";
  }
}
