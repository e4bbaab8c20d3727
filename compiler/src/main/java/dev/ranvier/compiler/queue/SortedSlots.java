package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// The stamps of `StampRegisters` as one tensor `[capacity, ...]` that a push sorts together with
/// the new event, by the target's own `stablehlo.sort`.
record SortedSlots(QueueType type, QueueUse use, Discipline discipline) implements PerSynapse {
  private static final ElementType STAMP = ElementType.U32;

  @Override
  public String name() {
    return "sort";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.SORT);
  }

  private TensorType slots() {
    return type.shapedLike(STAMP).stacked(type.capacity());
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("slots", slots()));
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Value event = sending.stamp(STAMP, 0);
    Value none = builder.splat(event.tensorType(), 0L);
    Value slots = parts.getFirst();
    Value taken = event;
    Value left = none;
    if (discipline == Discipline.SORT_WHILE_FREE) {
      Value last = Rows.row(builder, slots, type.capacity() - 1L);
      Value full = builder.compare(ComparisonDirection.NE, last, none);
      taken = builder.select(full, none, event);
      left = builder.select(full, event, none);
    }
    Value sorted = sorted(builder, builder.concatenate(0, slots, Rows.single(builder, taken)));
    Value over = discipline == Discipline.SORT ? Rows.row(builder, sorted, type.capacity()) : left;
    return new Pushed(
        List.of(Rows.slice(builder, sorted, 0, type.capacity())),
        sending.dropped(builder.compare(ComparisonDirection.NE, over, none)));
  }

  /// The largest stamps, those of the earliest events, come first.
  private static Value sorted(Builder builder, Value slots) {
    TensorType stamp = TensorType.scalar(STAMP);
    Block isBefore =
        Builder.block(
            List.of(stamp, stamp),
            builder.location(),
            (inner, pair) ->
                inner.returns(
                    inner.compare(ComparisonDirection.GT, pair.getFirst(), pair.getLast())));
    return builder.add(new SortOp(List.of(slots), 0, false, isBefore));
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value slots = parts.getFirst();
    Value now = builder.splat(slots.tensorType(), -1L);
    Value none = builder.splat(slots.tensorType(), 0L);
    Value head = Rows.row(builder, slots, 0);
    Value due =
        builder.compare(ComparisonDirection.EQ, head, builder.splat(head.tensorType(), -1L));
    Value popped = builder.select(alongSlots(builder, due), withoutHead(builder, slots), slots);
    Value waits =
        builder.and(
            builder.compare(ComparisonDirection.NE, popped, none),
            builder.compare(ComparisonDirection.NE, popped, now));
    Value aged = builder.add(popped, builder.convert(waits, STAMP));
    return new Popped(List.of(aged), builder.convert(due, ElementType.I32));
  }

  private Value withoutHead(Builder builder, Value slots) {
    Value free = Rows.single(builder, builder.splat(type.shapedLike(STAMP), 0L));
    return type.capacity() == 1
        ? free
        : builder.concatenate(0, Rows.slice(builder, slots, 1, type.capacity()), free);
  }

  private Value alongSlots(Builder builder, Value value) {
    long[] axes = LongStream.rangeClosed(1, type.dimensions().size()).toArray();
    return builder.broadcast(value, value.tensorType().stacked(type.capacity()), axes);
  }

  @Override
  public String why() {
    return "%d slots a queue, sorted by the target's own sort with every push"
        .formatted(type.capacity());
  }
}
