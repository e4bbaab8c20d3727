package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// Holds nothing: every event is dropped and counted. For what a network does without a projection.
public record DoNothing() implements Queue {
  @Override
  public String kind() {
    return "none";
  }

  @Override
  public boolean holdsEvents() {
    return false;
  }

  @Override
  public boolean dropsNew() {
    return true;
  }

  @Override
  public QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), 0, dimensions).withReach(delays.largestSteps(dt));
  }

  @Override
  public List<QueueLowering> lowerings(QueueType type, QueueUse use) {
    return List.of(new Nothing(type));
  }

  @Override
  public String toString() {
    return "doNothing()";
  }
}
