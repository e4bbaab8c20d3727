package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// For dense synapses of mixed delays, on targets that are fast at whatever is the same for all
/// synapses: each synapse chooses among few rows, twice. A delay of `1 + M q + r` steps, with `r`
/// less than `M`, is met in two parts: in each step a synapse takes the cotangents of what arrives
/// `1 + M q` steps later, one of a few rows that lie `M` steps apart, into a ring of `M` steps of
/// its own; and there it finds what it took `r` steps before. Nothing is looked up at a place that
/// is computed for each synapse. Where all delays are short, or rings would be too large, `M` is 1,
/// and there is no ring: each synapse chooses once among all rows.
///
/// @param lanes the rows; of `M` lanes
/// @param late whether anyone asks for lateness
record LineOfRings(ProjectionType type, Lanes lanes, boolean late) implements LinePlacement {
  private static final TensorType INDEX = TensorType.scalar(ElementType.I32);

  /// `M`: four and 32 cost more on TPUs, and 16 as much.
  private static final int STEPS = 8;

  /// For delays of up to so many steps, one choice costs less than two.
  private static final int SHORT = 8;

  /// Rings that are written and read in every step have to stay in a chip's own memory.
  private static final long MOST_RING_BYTES = 32L << 20;

  /// The part that says which row is the present step's.
  private static final int ROW = 0;

  static LineOfRings of(ProjectionType type, boolean late) {
    int reach = Math.max(1, Queues.reach(type.queues()));
    long bytes = Float.BYTES * STEPS * type.batch() * type.sources() * type.targets();
    int steps = reach <= SHORT || bytes > MOST_RING_BYTES ? 1 : STEPS;
    return new LineOfRings(type, new Lanes(type, steps, Math.ceilDiv(reach, steps)), late);
  }

  /// The cotangents of one kind: rows, and where there are rings, what synapses took in the last
  /// steps, `[step mod M, batch, source, target]`.
  private List<Placement.Part> cotangents(String name) {
    Placement.Part rows = new Placement.Part(name, lanes.tensorType());
    return hasRings()
        ? List.of(rows, new Placement.Part(name + "-taken", perSynapse().stacked(lanes.count())))
        : List.of(rows);
  }

  private boolean hasRings() {
    return lanes.count() > 1;
  }

  private TensorType perSynapse() {
    return TensorType.of(ElementType.F32, type.batch(), type.sources(), type.targets());
  }

  @Override
  public List<Placement.Part> parts() {
    List<Placement.Part> parts = new ArrayList<>();
    parts.add(new Placement.Part("row", INDEX));
    parts.addAll(cotangents("arrivals"));
    if (late) {
      parts.addAll(cotangents("lateness"));
    }
    parts.addAll(new NextEvents(type).parts());
    return parts;
  }

  /// Where the parts of lateness begin.
  private int lateness() {
    return 1 + cotangents("arrivals").size();
  }

  /// Where those of the next events do.
  private int next() {
    return late ? 2 * lateness() - 1 : lateness();
  }

  @Override
  public List<Value> create(Builder builder) {
    List<Value> parts = new ArrayList<>();
    parts.add(builder.splat(INDEX, lanes.rows() - 1L));
    for (Placement.Part part : parts().subList(1, next())) {
      parts.add(builder.splat((TensorType) part.type(), 0.0));
    }
    parts.addAll(new NextEvents(type).create(builder));
    return parts;
  }

  @Override
  public List<Value> deliver(Builder builder, List<Value> parts, Value arrivals, Value lateness) {
    Value row = parts.get(ROW);
    List<Value> after = new ArrayList<>(parts);
    after.set(ROW, Rows.before(builder, row, lanes.rows()));
    after.set(1, lanes.write(builder, parts.get(1), arrivals, row));
    if (late) {
      after.set(lateness(), lanes.write(builder, parts.get(lateness()), lateness, row));
    }
    return after;
  }

  @Override
  public Sent send(
      Builder builder, List<Value> parts, Transposed.Operands operands, List<Payload> wanted) {
    Value delays = TransposedMatrices.delays(builder, type, operands.synapses());
    Value ago = builder.subtract(delays, builder.splat(delays.tensorType(), 1L));
    List<Value> next = parts.subList(next(), parts.size());
    List<Value> after = new ArrayList<>(parts.subList(0, next()));
    Meetings arrivals = met(builder, after, 1, ago);
    Meetings lateness = late ? met(builder, after, lateness(), ago) : arrivals;
    List<Value> results =
        new TransposedMatrices(
                type, wanted, arrivals, lateness, operands.with(NextEvents.here(builder, next)))
            .build(builder);
    after.addAll(NextEvents.sent(builder, next, operands.spikes()));
    return new Sent(after, results);
  }

  /// What synapses meet; where there are rings, after each has taken what it takes in this step.
  ///
  /// @param parts of the line; the ring is replaced
  /// @param at where the parts of these cotangents begin
  /// @param ago the delays less 1, `[source, target]`
  private Meetings met(Builder builder, List<Value> parts, int at, Value ago) {
    Value row = parts.get(ROW);
    Value taken = taken(builder, parts.get(at), row, lanes.placeOf(builder, ago));
    if (!hasRings()) {
      return new Meetings.Met(type, builder.reshape(taken, perSynapse().dimensions()));
    }
    Value zero = builder.splat(INDEX, 0L);
    List<Value> place = List.of(lanes.laneOf(builder, row), zero, zero, zero);
    Value ring = builder.dynamicUpdateSlice(parts.get(at + 1), taken, place);
    parts.set(at + 1, ring);
    List<Value> steps = new ArrayList<>();
    for (int step = 0; step < lanes.count(); step++) {
      steps.add(Rows.slice(builder, ring, step, step + 1));
    }
    Value step = builder.add(builder.broadcast(row, ago.tensorType()), ago);
    Value met = chosen(builder, steps, lanes.laneOf(builder, step));
    return new Meetings.Met(type, builder.reshape(met, perSynapse().dimensions()));
  }

  /// What each synapse takes of the rows, `[1, batch, source, target]`. They are read at once.
  ///
  /// @param place which it takes, `[source, target]`
  private Value taken(Builder builder, Value line, Value row, Value place) {
    Value rows = builder.barrier(lanes.after(builder, line, row));
    TensorType all = perSynapse().stacked(1);
    List<Value> each = new ArrayList<>();
    for (int i = 0; i < lanes.places(); i++) {
      each.add(builder.broadcast(Rows.slice(builder, rows, i, i + 1), all, 0, 1, 3));
    }
    return chosen(builder, each, place);
  }

  /// For each synapse the one of a number, by a tree of choices, bit by bit of the number.
  ///
  /// @param each `[1, batch, source, target]`
  /// @param number `i32`, `[source, target]`
  private Value chosen(Builder builder, List<Value> each, Value number) {
    TensorType masks = perSynapse().stacked(1).withElement(ElementType.I1);
    List<Value> left = each;
    for (long bit = 1; left.size() > 1; bit *= 2) {
      Value taken = builder.and(number, builder.splat(number.tensorType(), bit));
      Value none = builder.splat(number.tensorType(), 0L);
      Value set = builder.compare(ComparisonDirection.NE, taken, none);
      left = half(builder, left, builder.broadcast(set, masks, 2, 3));
    }
    return left.getFirst();
  }

  /// Of each two neighbours the second where a bit is set, else the first.
  private static List<Value> half(Builder builder, List<Value> all, Value set) {
    List<Value> half = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      half.add(i + 1 < all.size() ? builder.select(set, all.get(i + 1), all.get(i)) : all.get(i));
    }
    return half;
  }
}
