package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;

/// One push, made ready for queues: what is sent for the past is sent for the next pop, and what is
/// sent too far is taken out and counted. Where delays are seen to be within reach, none of that
/// costs anything; where they are fixed, all that depends on delays alone is left to be computed
/// once.
final class Sending {
  private final Builder builder;
  private final Value mask;
  private final Value delay;
  private final TensorType counts;
  private final boolean isWithinReach;
  private final int reachInSteps;
  private final Value reach;

  Sending(Builder builder, QueueType type, QueueUse use, Value mask, Value delay) {
    this.builder = builder;
    this.mask = mask;
    this.isWithinReach = use.delaysWithinReach();
    this.counts = delay.tensorType();
    this.reachInSteps = Queues.reach(type);
    this.reach = builder.splat(counts, (long) reachInSteps);
    this.delay =
        isWithinReach ? delay : builder.maximum(delay, builder.splat(delay.tensorType(), 1L));
  }

  /// Steps, `i32`: at least 1, and at most the reach where there is an event.
  Value delay() {
    return delay;
  }

  /// Where there is an event that the queue can hold.
  Value mask() {
    return isWithinReach ? mask : builder.and(mask, reaches());
  }

  private Value reaches() {
    return builder.compare(ComparisonDirection.LE, delay, reach);
  }

  /// The event's stamp: `full - delay`, so that an event of the next pop has the largest one, and 0
  /// where there is none to be held.
  ///
  /// @param full one more than the largest stamp; may be 0, one more than the largest number
  Value stamp(ElementType element, long full) {
    TensorType type = counts.withElement(element);
    Value none = builder.splat(type, 0L);
    Value stamp = builder.subtract(builder.splat(type, full), builder.convert(delay, element));
    Value held = isWithinReach ? stamp : builder.select(reaches(), stamp, none);
    return builder.select(mask, held, none);
  }

  /// How many steps the event waits after the next pop, modulo a number of slots, `i32`; anything
  /// where there is no event to be held.
  Value slot(int slots) {
    Value waits = builder.subtract(delay, builder.splat(counts, 1L));
    return Slots.remainder(builder, waits, slots, reachInSteps);
  }

  /// How many events are dropped, `i32`.
  ///
  /// @param lost where the queue itself drops an event
  Value dropped(Value lost) {
    Value all = isWithinReach ? lost : builder.or(lost, tooFar());
    return builder.convert(all, ElementType.I32);
  }

  /// How many events are dropped if the queue itself drops none.
  Value dropped() {
    return isWithinReach ? builder.splat(counts, 0L) : builder.convert(tooFar(), ElementType.I32);
  }

  private Value tooFar() {
    return builder.and(mask, builder.compare(ComparisonDirection.GT, delay, reach));
  }
}
