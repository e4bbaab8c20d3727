package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// One slot for every step up to the largest delay: takes mixed delays and cannot overflow. All
/// events of a step are delivered in it. Its capacity is the largest delay in steps.
public record Ring() implements Queue {
  /// What lowerings need that have room for one event a step.
  static final String ONE_PER_STEP =
      "one push a step, with a delay for each queue that never changes";

  @Override
  public String kind() {
    return "ring";
  }

  @Override
  public int reach(QueueType type) {
    return type.capacity();
  }

  @Override
  public boolean dropsNew() {
    return false;
  }

  @Override
  public QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), delays.largestSteps(dt), dimensions);
  }

  /// A row a step where delays are equal, bits where they suffice, counters otherwise. Bits of one
  /// word are cheaper to move than to look for.
  @Override
  public List<QueueLowering> lowerings(QueueType type, QueueUse use) {
    QueueLowering bits = new RingOfBits(type, use);
    QueueLowering absolute = new AbsoluteBits(type, use);
    boolean isOneWord = new BitWords(type).count() == 1;
    return List.of(
        new DelayLine(type, use),
        isOneWord ? bits : absolute,
        isOneWord ? absolute : bits,
        RingOfCounts.of(type, use));
  }

  @Override
  public String toString() {
    return "ring()";
  }
}
