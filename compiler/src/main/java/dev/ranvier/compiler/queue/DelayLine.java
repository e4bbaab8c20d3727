package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A ring of rows, `[reach, ...]`, one for each step: with one delay for all queues, all that is
/// sent in a step arrives in one. What is sent is written by the next pop, which then reads: a row
/// that is read before another is written makes XLA copy the whole ring, twice a step.
///
/// Parts: the rows; the row that was sent last; where that one belongs; the row of the next pop.
record DelayLine(QueueType type, QueueUse use) implements PerSynapse {
  private static final TensorType INDEX = TensorType.scalar(ElementType.I32);

  @Override
  public String name() {
    return "delay-line";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.DYNAMIC_SLICE);
  }

  @Override
  public Optional<String> lacks() {
    return use.isOnePerStep() && use.equalDelays()
        ? Optional.empty()
        : Optional.of("one push a step, with one delay for all queues that never changes");
  }

  private TensorType row() {
    return type.shapedLike(ElementType.U8);
  }

  private int count() {
    return Math.max(1, Queues.reach(type));
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("rows", row().stacked(count())),
        new Part("sent", row()),
        new Part("place", INDEX),
        new Part("next", INDEX));
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Value steps = builder.minimum(anyOf(builder, sending.delay()), index(builder, count()));
    Value ahead = builder.subtract(steps, index(builder, 1));
    Value place = Rows.wrapped(builder, builder.add(parts.get(3), ahead), count());
    Value sent = builder.convert(sending.mask(), ElementType.U8);
    return new Pushed(List.of(parts.get(0), sent, place, parts.get(3)), sending.dropped());
  }

  /// One element of a tensor whose elements are all the same.
  private static Value anyOf(Builder builder, Value delay) {
    int rank = delay.tensorType().rank();
    Value first =
        builder.slice(delay, Collections.nCopies(rank, 0L), Collections.nCopies(rank, 1L));
    return builder.reshape(first);
  }

  private static Value index(Builder builder, long number) {
    return builder.splat(INDEX, number);
  }

  /// Leaves zeros to be written over the row that has been read, so that it is empty should nothing
  /// be pushed.
  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value next = parts.get(3);
    Value rows = Rows.write(builder, parts.get(0), parts.get(1), parts.get(2));
    Value arrived = builder.convert(Rows.read(builder, rows, next), ElementType.I32);
    Value later = Rows.wrapped(builder, builder.add(next, index(builder, 1)), count());
    return new Popped(List.of(rows, builder.splat(row(), 0L), next, later), arrived);
  }

  @Override
  public String why() {
    return "%d rows of 8 bits, of which a step writes one and reads one, since all delays are equal"
        .formatted(count());
  }
}
