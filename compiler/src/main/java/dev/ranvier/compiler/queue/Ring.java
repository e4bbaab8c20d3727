package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;

/// One slot for every step up to the largest delay: takes mixed delays and cannot overflow. Its
/// capacity is the largest delay in steps.
public record Ring() implements Queue {
  @Override
  public String kind() {
    return "ring";
  }

  @Override
  public int reach() {
    return 4096;
  }

  @Override
  public void check(Problems problems) {}

  @Override
  public void check(Problems problems, Delays delays, TimeStep dt) {}

  @Override
  public int capacity(Delays delays, TimeStep dt) {
    return delays.largestSteps(dt);
  }

  /// The history of the source where synapses share it, bits where they suffice, counters
  /// otherwise.
  @Override
  public QueueLowering lowering(QueueType type, QueueUse use) {
    if (use.isOneTrainPerSource()) {
      return new RingOfHistory(type);
    }
    return use.isOnePerStep() ? new RingOfBits(type) : RingOfCounts.of(type, use);
  }

  @Override
  public String toString() {
    return "ring()";
  }
}
