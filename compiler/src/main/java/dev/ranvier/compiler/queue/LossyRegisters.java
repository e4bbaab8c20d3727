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

/// A lossy ring as one register for each slot, with stamps that count up as in `StampRegisters`.
/// Register 0 is the slot of the next pop: instead of an index, the registers move, by one with
/// every pop. So an event that waits w more steps belongs in register w modulo the number of slots.
record LossyRegisters(String name, QueueType type, QueueUse use, ElementType element)
    implements PerSynapse {
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
    Value sent = builder.compare(ComparisonDirection.NE, event, none);
    Value slot = sending.slot(type.capacity());
    List<Value> pushed = new ArrayList<>();
    Value over = none;
    for (int r = 0; r < parts.size(); r++) {
      Value number = builder.splat(slot.tensorType(), (long) r);
      Value here = builder.and(sent, builder.compare(ComparisonDirection.EQ, slot, number));
      pushed.add(builder.select(here, event, parts.get(r)));
      over = builder.or(over, builder.select(here, parts.get(r), none));
    }
    Value lost = builder.compare(ComparisonDirection.NE, over, none);
    return new Pushed(pushed, sending.dropped(lost));
  }

  /// An event that is due has the largest stamp, and ages to 0: it leaves a free register.
  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value none = builder.splat(registers(), 0L);
    Value now = builder.splat(registers(), -1L);
    Value due = builder.compare(ComparisonDirection.EQ, parts.getFirst(), now);
    List<Value> aged = new ArrayList<>();
    for (Value register : parts) {
      Value held = builder.compare(ComparisonDirection.NE, register, none);
      aged.add(builder.add(register, builder.convert(held, element)));
    }
    List<Value> moved = new ArrayList<>(aged.subList(1, aged.size()));
    moved.add(aged.getFirst());
    return new Popped(moved, builder.convert(due, ElementType.I32));
  }

  @Override
  public String why() {
    return "%d registers of %d bits a queue that move by one each step, so that no index is looked up"
        .formatted(type.capacity(), element.bits());
  }
}
