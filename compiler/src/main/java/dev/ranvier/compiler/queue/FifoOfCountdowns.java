package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A FIFO as registers that count down: register 0 is the head, and holds how many pops the event
/// still waits; all ones say that a register is empty. A pop takes the head if it is due, moves the
/// others up and counts all down; an event that is late waits at 0. A push fills the first empty
/// register, or is dropped.
record FifoOfCountdowns(QueueType type) implements PerSynapse {
  private static final long EMPTY = 0xFFFF;

  private TensorType registers() {
    return type.shapedLike(ElementType.U16);
  }

  @Override
  public List<Part> parts() {
    return IntStream.range(0, type.capacity())
        .mapToObj(r -> new Part("register" + r, registers()))
        .toList();
  }

  @Override
  public List<Value> create(Builder builder) {
    return parts().stream().map(part -> builder.splat(part.type(), EMPTY)).toList();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Value wait =
        builder.convert(
            builder.subtract(delay, builder.splat(delay.tensorType(), 1L)), ElementType.U16);
    Value empty = builder.splat(registers(), EMPTY);
    Value unplaced = mask;
    List<Value> pushed = new ArrayList<>();
    for (Value register : parts) {
      Value free = builder.compare(ComparisonDirection.EQ, register, empty);
      pushed.add(builder.select(builder.and(unplaced, free), wait, register));
      unplaced = builder.and(unplaced, builder.not(free));
    }
    return new Pushed(pushed, builder.convert(unplaced, ElementType.I32));
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value zero = builder.splat(registers(), 0L);
    Value empty = builder.splat(registers(), EMPTY);
    Value due = builder.compare(ComparisonDirection.EQ, parts.getFirst(), zero);
    List<Value> popped = new ArrayList<>();
    for (int r = 0; r < parts.size(); r++) {
      Value next = r + 1 < parts.size() ? parts.get(r + 1) : empty;
      popped.add(countDown(builder, builder.select(due, next, parts.get(r)), zero, empty));
    }
    return new Popped(popped, builder.convert(due, ElementType.I32));
  }

  private static Value countDown(Builder builder, Value register, Value zero, Value empty) {
    Value waits = builder.compare(ComparisonDirection.NE, register, zero);
    Value full = builder.compare(ComparisonDirection.NE, register, empty);
    Value step = builder.convert(builder.and(waits, full), ElementType.U16);
    return builder.subtract(register, step);
  }

  @Override
  public String why() {
    return "%d registers of 16 bits a queue that count the steps down, so that no index is looked up"
        .formatted(type.capacity());
  }
}
