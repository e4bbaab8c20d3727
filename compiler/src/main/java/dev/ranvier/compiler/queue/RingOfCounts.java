package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/// A ring as one counter a step, `[slots, ...]`: slot `i` says how many events arrive `i` steps
/// after the next pop. A pop moves all slots down by one, a push adds one where the slot's number
/// is the delay's. Takes any use of a ring.
///
/// @param counter wide enough for all events that can arrive in one step
record RingOfCounts(QueueType type, QueueUse use, ElementType counter) implements PerSynapse {
  /// The narrowest counter: an event comes from each of the steps that the ring reaches back to.
  static RingOfCounts of(QueueType type, QueueUse use) {
    long most = (long) Queues.reach(type) * use.pushesPerStep();
    ElementType counter =
        most < 1 << 8 ? ElementType.U8 : most < 1 << 16 ? ElementType.U16 : ElementType.I32;
    return new RingOfCounts(type, use, counter);
  }

  @Override
  public String name() {
    return "counts";
  }

  private long slotCount() {
    return Math.max(1, Queues.reach(type));
  }

  private TensorType slots() {
    return type.shapedLike(counter).stacked(slotCount());
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("slots", slots()));
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    TensorType numbers = slots().withElement(ElementType.I32);
    Value index = builder.subtract(sending.delay(), builder.splat(delay.tensorType(), 1L));
    Value here =
        builder.compare(
            ComparisonDirection.EQ, builder.iota(numbers, 0), alongSlots(builder, index));
    Value event = builder.convert(builder.and(here, alongSlots(builder, mask)), counter);
    return new Pushed(List.of(builder.add(parts.getFirst(), event)), sending.dropped());
  }

  private Value alongSlots(Builder builder, Value value) {
    long[] axes = LongStream.rangeClosed(1, type.dimensions().size()).toArray();
    return builder.broadcast(value, value.tensorType().stacked(slotCount()), axes);
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value slots = parts.getFirst();
    List<Long> dimensions = slots.tensorType().dimensions();
    List<Long> origin = Collections.nCopies(dimensions.size(), 0L);
    Value next = builder.slice(slots, origin, with(dimensions, 1L));
    Value arrived =
        builder.convert(
            builder.reshape(next, type.dimensions().stream().mapToLong(d -> d).toArray()),
            ElementType.I32);
    Value empty = builder.splat(next.tensorType(), 0L);
    if (slotCount() == 1) {
      return new Popped(List.of(empty), arrived);
    }
    Value later = builder.slice(slots, with(origin, 1L), dimensions);
    return new Popped(List.of(builder.concatenate(0, later, empty)), arrived);
  }

  private static List<Long> with(List<Long> dimensions, long first) {
    List<Long> changed = new ArrayList<>(dimensions);
    changed.set(0, first);
    return changed;
  }

  @Override
  public String why() {
    return "%d counters of %s a queue, one a step, since events of one queue may arrive together"
        .formatted(slotCount(), counter);
  }
}
