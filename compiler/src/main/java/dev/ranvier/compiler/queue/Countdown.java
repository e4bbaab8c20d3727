package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// A queue of one event as the number of pops until it arrives, that pop included: 1 if it arrives
/// at the next pop, 0 if there is none. A pop takes one off, and stays at 0. Where lanes have 32
/// bits, that is less work than stamps that count up, which don't stop by themselves.
///
/// @param replaces whether a new event takes the place of the old one; else it is dropped
record Countdown(QueueType type, QueueUse use, boolean replaces) implements PerSynapse {
  private TensorType steps() {
    return type.shapedLike(ElementType.I32);
  }

  @Override
  public String name() {
    return "wide-countdown";
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("pops", steps()));
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Value pops = parts.getFirst();
    Value sent = sending.mask();
    Value free = builder.compare(ComparisonDirection.EQ, pops, builder.splat(steps(), 0L));
    Value taken = replaces ? sent : builder.and(sent, free);
    Value lost = builder.and(sent, builder.not(free));
    return new Pushed(List.of(builder.select(taken, sending.delay(), pops)), sending.dropped(lost));
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value one = builder.splat(steps(), 1L);
    Value due = builder.compare(ComparisonDirection.EQ, parts.getFirst(), one);
    Value left =
        builder.maximum(builder.subtract(parts.getFirst(), one), builder.splat(steps(), 0L));
    return new Popped(List.of(left), builder.convert(due, ElementType.I32));
  }

  @Override
  public String why() {
    return "32 bits a queue that count down to the event";
  }
}
