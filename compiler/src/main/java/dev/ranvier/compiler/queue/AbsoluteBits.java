package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// A ring as the history of what each queue was sent, one bit a step, at a place that goes round
/// and is the same for all queues: so a step writes one row of words and moves nothing. A pop finds
/// in each queue's words the bit that lies its delay back.
///
/// Parts: the rows of words; the word that is being filled; the place of the last bit in it,
/// counted from the first bit of the first row. The word is written by a pop, before rows are read
/// (see `DelayLine`). There is a row more than the reach takes, since the row of the present word
/// holds no older bits any more.
record AbsoluteBits(QueueType type, QueueUse use) implements LookingBack {
  private static final int BITS = 32;

  /// Up to here the word is taken by a comparison with each row's number.
  private static final int FEW_ROWS = 16;

  private static final TensorType PLACE = TensorType.scalar(ElementType.I32);

  @Override
  public String name() {
    return "absolute-bits";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.DYNAMIC_SLICE);
  }

  @Override
  public Optional<String> lacks() {
    return use.isOnePerStep() && use.knownDelays()
        ? Optional.empty()
        : Optional.of(Ring.ONE_PER_STEP + ", which is known at the pop");
  }

  private TensorType words() {
    return type.shapedLike(ElementType.U32);
  }

  private int count() {
    return (Queues.reach(type) + BITS - 1) / BITS + 1;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("rows", words().stacked(count())),
        new Part("word", words()),
        new Part("place", PLACE));
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Value event = builder.convert(sending.mask(), ElementType.U32);
    Value bit = builder.and(parts.get(2), builder.splat(PLACE, BITS - 1L));
    Value shift = builder.broadcast(builder.convert(bit, ElementType.U32), words());
    Value word = builder.or(parts.get(1), builder.add(new ShiftLeftOp(event, shift)));
    return new Pushed(List.of(parts.get(0), word, parts.get(2)), sending.dropped());
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts, Value delay) {
    Value five = builder.splat(PLACE, 5L);
    Value rows =
        Rows.write(
            builder,
            parts.get(0),
            parts.get(1),
            builder.add(new ShiftRightLogicalOp(parts.get(2), five)));
    Value place =
        Rows.wrapped(
            builder, builder.add(parts.get(2), builder.splat(PLACE, 1L)), (long) count() * BITS);
    Value bit = builder.and(place, builder.splat(PLACE, BITS - 1L));
    Value isFirst = builder.compare(ComparisonDirection.EQ, bit, builder.splat(PLACE, 0L));
    Value word = builder.select(isFirst, builder.splat(words(), 0L), parts.get(1));
    Value arrived = lookBack(builder, rows, place, delay);
    return new Popped(List.of(rows, word, place), arrived);
  }

  /// The bit that lies `delay` before a place.
  private Value lookBack(Builder builder, Value rows, Value place, Value delay) {
    TensorType steps = delay.tensorType();
    Value back = builder.subtract(builder.broadcast(place, steps), withinReach(builder, delay));
    Value around =
        builder.select(
            builder.compare(ComparisonDirection.LT, back, builder.splat(steps, 0L)),
            builder.add(back, builder.splat(steps, (long) count() * BITS)),
            back);
    Value bits = builder.convert(around, ElementType.U32);
    Value row = builder.add(new ShiftRightLogicalOp(bits, builder.splat(words(), 5L)));
    Value found = count() <= FEW_ROWS ? among(builder, rows, row) : atRow(builder, rows, row);
    Value shift = builder.and(bits, builder.splat(words(), BITS - 1L));
    Value bit = builder.add(new ShiftRightLogicalOp(found, shift));
    return builder.convert(builder.and(bit, builder.splat(words(), 1L)), ElementType.I32);
  }

  /// Nothing is held that was sent too far, so any place will do for it.
  private Value withinReach(Builder builder, Value delay) {
    return use.delaysWithinReach()
        ? delay
        : builder.clamp(
            builder.splat(PLACE, 1L), delay, builder.splat(PLACE, (long) Queues.reach(type)));
  }

  private Value among(Builder builder, Value rows, Value row) {
    Value found = Rows.row(builder, rows, 0);
    for (long r = 1; r < count(); r++) {
      Value here = builder.compare(ComparisonDirection.EQ, row, builder.splat(words(), r));
      found = builder.select(here, Rows.row(builder, rows, r), found);
    }
    return found;
  }

  /// The same for any number of rows.
  private Value atRow(Builder builder, Value rows, Value row) {
    long[] axes = LongStream.rangeClosed(1, words().rank()).toArray();
    TensorType all = rows.tensorType();
    Value here =
        builder.compare(
            ComparisonDirection.EQ, builder.iota(all, 0), builder.broadcast(row, all, axes));
    Value only = builder.select(here, rows, builder.splat(all, 0L));
    return builder.reduce(
        only, Literal.splat(TensorType.scalar(ElementType.U32), 0L), OrOp::new, 0);
  }

  @Override
  public String why() {
    return "%d x 32 bits a queue, of which a step writes one word, one bit a step, since delays are"
            .formatted(count())
        + " fixed and no two events of a queue arrive in one step";
  }
}
