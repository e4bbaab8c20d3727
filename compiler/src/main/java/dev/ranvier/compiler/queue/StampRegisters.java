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

/// A list of events as registers of stamps that count up: the largest number says that the event
/// arrives at the next pop, 0 that the register is free. So an earlier event has a larger stamp,
/// free registers come last by themselves, and the head is register 0. A pop takes the head if it
/// is due, moves the others up, and lets all age by one; what is late waits at the largest number.
///
/// A sorted insertion needs no branch and no index: register `i` becomes `max(q[i], min(q[i-1],
/// x))`.
///
/// @param element unsigned; 8 bits hold delays of up to 255 steps
record StampRegisters(
    String name, QueueType type, QueueUse use, Discipline discipline, ElementType element)
    implements PerSynapse {
  /// The narrowest stamps that hold what a type reaches.
  static StampRegisters narrow(String name, QueueType type, QueueUse use, Discipline discipline) {
    return new StampRegisters(name, type, use, discipline, narrowest(type));
  }

  /// Stamps of 32 bits, which are faster than narrow ones on targets whose lanes have that width.
  static StampRegisters wide(String name, QueueType type, QueueUse use, Discipline discipline) {
    return new StampRegisters("wide-" + name, type, use, discipline, ElementType.U32);
  }

  static ElementType narrowest(QueueType type) {
    return Queues.reach(type) < 1 << 8 ? ElementType.U8 : ElementType.U16;
  }

  private TensorType registers() {
    return type.shapedLike(element);
  }

  @Override
  public List<Part> parts() {
    return IntStream.range(0, type.capacity())
        .mapToObj(r -> new Part("register" + r, registers()))
        .toList();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Value event = sending.stamp(element, 0);
    Value none = builder.splat(registers(), 0L);
    List<Value> pushed = new ArrayList<>();
    Value left =
        switch (discipline) {
          case APPEND -> append(builder, parts, event, none, pushed);
          case SORT -> insert(builder, parts, event, pushed);
          case SORT_WHILE_FREE -> insertWhileFree(builder, parts, event, none, pushed);
          case REPLACE -> replace(builder, parts.getFirst(), event, none, pushed);
        };
    Value lost = builder.compare(ComparisonDirection.NE, left, none);
    return new Pushed(pushed, sending.dropped(lost));
  }

  /// Gives what found no place.
  private static Value append(
      Builder builder, List<Value> registers, Value event, Value none, List<Value> pushed) {
    Value left = event;
    for (Value register : registers) {
      Value free = builder.compare(ComparisonDirection.EQ, register, none);
      pushed.add(builder.select(free, left, register));
      left = builder.select(free, none, left);
    }
    return left;
  }

  /// Gives the latest of all, which has no place any more.
  private static Value insert(
      Builder builder, List<Value> registers, Value event, List<Value> pushed) {
    Value before = event;
    for (Value register : registers) {
      pushed.add(builder.maximum(register, before));
      before = builder.minimum(register, event);
    }
    return before;
  }

  private static Value insertWhileFree(
      Builder builder, List<Value> registers, Value event, Value none, List<Value> pushed) {
    Value full = builder.compare(ComparisonDirection.NE, registers.getLast(), none);
    insert(builder, registers, builder.select(full, none, event), pushed);
    return builder.select(full, event, none);
  }

  private static Value replace(
      Builder builder, Value register, Value event, Value none, List<Value> pushed) {
    Value sent = builder.compare(ComparisonDirection.NE, event, none);
    pushed.add(builder.select(sent, event, register));
    return builder.select(sent, register, none);
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value none = builder.splat(registers(), 0L);
    Value now = builder.splat(registers(), -1L);
    Value due = builder.compare(ComparisonDirection.EQ, parts.getFirst(), now);
    List<Value> popped = new ArrayList<>();
    for (int r = 0; r < parts.size(); r++) {
      Value next = r + 1 < parts.size() ? parts.get(r + 1) : none;
      popped.add(aged(builder, builder.select(due, next, parts.get(r)), none, now));
    }
    return new Popped(popped, builder.convert(due, ElementType.I32));
  }

  /// Only where two events of a queue may arrive in one step can one be late after a pop.
  private Value aged(Builder builder, Value register, Value none, Value now) {
    Value held = builder.compare(ComparisonDirection.NE, register, none);
    Value waits =
        use.isOnePerStep()
            ? held
            : builder.and(held, builder.compare(ComparisonDirection.NE, register, now));
    return builder.add(register, builder.convert(waits, element));
  }

  @Override
  public String why() {
    return "%d registers of %d bits a queue that count the steps, so that no index is looked up"
        .formatted(type.capacity(), element.bits());
  }
}
