package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// One sum for each target and each step to come, in a ring of rows: a spike walks through its row
/// of synapses and adds each weight where it will arrive. A step reads one row and clears it; what
/// a step costs grows with its spikes, not with the number of synapses or their delays.
///
/// Where synapses are dense and their delays are seen to be equal, a spike adds its whole row at
/// once.
///
/// Sums are of `f64`, so that their order matters to no bit for weights of ordinary size. A row is
/// cleared behind a barrier after it was read, or the ring would be copied in every step.
///
/// @param reach the longest delay in steps: the number of rows
/// @param admission which events find room
record DendriticEvents(ProjectionType type, int reach, Admission admission) implements Placement {
  private static final TensorType INDEX = TensorType.scalar(ElementType.I32);

  /// How many synapses a turn of the inner loop takes at most.
  private static final int UNROLL = 8;

  /// How many sums a row of the ring holds.
  private long width() {
    return type.batch() * type.targets();
  }

  private TensorType ring() {
    return TensorType.of(ElementType.F64, reach * width());
  }

  @Override
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>(List.of(new Part("sums", ring()), new Part("row", INDEX)));
    parts.addAll(admission.parts());
    return parts;
  }

  @Override
  public List<Value> create(Builder builder) {
    List<Value> created =
        new ArrayList<>(List.of(builder.splat(ring(), 0L), builder.splat(INDEX, 0L)));
    created.addAll(admission.create(builder));
    return created;
  }

  @Override
  public Delivered deliver(Builder builder, List<Value> parts, Synapses synapses, Value now) {
    Value base = parts.get(1);
    Value read = builder.dynamicSlice(parts.get(0), List.of(base), width());
    List<Value> ordered = builder.append(new OptimizationBarrierOp(List.of(read, parts.get(0))));
    Value none = builder.splat(TensorType.of(ElementType.F64, width()), 0L);
    Value cleared = builder.dynamicUpdateSlice(ordered.get(1), none, List.of(base));
    List<Value> after = new ArrayList<>(List.of(cleared, wrapped(builder, base, width())));
    after.addAll(admission.tick(builder, parts.subList(2, parts.size())));
    return new Delivered(after, builder.reshape(ordered.get(0), type.batch(), type.targets()));
  }

  /// An index into the ring, moved on by at most its size.
  private Value wrapped(Builder builder, Value index, long by) {
    return wrapped(builder, builder.add(index, builder.scalar(ElementType.I32, by)));
  }

  private Value wrapped(Builder builder, Value index) {
    Value end = builder.scalar(ElementType.I32, reach * width());
    Value over = builder.compare(ComparisonDirection.GE, index, end);
    return builder.select(over, builder.subtract(index, end), index);
  }

  @Override
  public Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now) {
    Value base = parts.get(1);
    RowTable table = RowTable.of(builder, type, synapses, reach);
    Value none = builder.splat(TensorType.of(ElementType.I32, type.batch()), 0L);
    List<Value> carried = new ArrayList<>(List.of(parts.getFirst()));
    carried.addAll(admission.changing(parts.subList(2, parts.size()), none));
    if (masks() > 0) {
      TensorType masks = TensorType.of(ElementType.I1, type.batch() * type.synapses());
      carried.add(builder.splat(masks, 0L));
    }
    List<Value> walked =
        SpikeWalk.over(
            builder,
            spikes,
            carried,
            (body, neuron, state) -> row(body, table, parts, base, neuron, state));
    List<Value> after = new ArrayList<>(List.of(walked.getFirst(), base));
    List<Value> admitted = walked.subList(1, walked.size() - masks());
    after.addAll(admission.changed(parts.subList(2, parts.size()), admitted));
    Value accepted =
        switch (admission) {
          case Unbounded _ -> Weighted.ofSources(builder, type, spikes, synapses);
          case Bounded _ -> builder.reshape(walked.getLast(), type.batch(), type.synapses());
        };
    return new Sent(after, admission.dropped(admitted, none), accepted);
  }

  /// Whether a walk notes which events were admitted, after all else that it carries.
  private int masks() {
    return switch (admission) {
      case Unbounded _ -> 0;
      case Bounded _ -> 1;
    };
  }

  /// Walks through the synapses of one neuron of one sample.
  private List<Value> row(
      Builder builder,
      RowTable table,
      List<Value> parts,
      Value base,
      Value neuron,
      List<Value> state) {
    RowTable.Row row = table.row(builder, neuron);
    Value cell = builder.multiply(row.sample(), builder.scalar(ElementType.I32, type.targets()));
    Value start = builder.add(base, cell);
    if (admission instanceof Unbounded && table.equalDelay().isPresent()) {
      long delay = table.equalDelay().getAsLong();
      return List.of(wholeRow(builder, table, row, start, delay, state.getFirst()));
    }
    Admission.Spike spike = admission.spike(builder, parts.subList(2, parts.size()), row);
    List<Value> carried = new ArrayList<>(state);
    carried.addFirst(row.first());
    List<Value> results =
        builder.whileLoop(
            carried,
            (test, values) -> test.compare(ComparisonDirection.LT, values.getFirst(), row.end()),
            (body, values) -> {
              Value first = values.getFirst();
              List<Value> now = new ArrayList<>(values.subList(1, values.size()));
              for (int i = 0; i < table.unroll(UNROLL); i++) {
                Value synapse = body.add(first, body.scalar(ElementType.I32, i));
                now = synapse(body, table, row, synapse, start, spike, now);
              }
              Value next = body.add(first, body.scalar(ElementType.I32, table.unroll(UNROLL)));
              now.addFirst(next);
              return now;
            });
    return results.subList(1, results.size());
  }

  /// Adds the weights of all synapses at once: they lie side by side, and so do their targets.
  private Value wholeRow(
      Builder builder, RowTable table, RowTable.Row row, Value start, long delay, Value sums) {
    Value later = builder.scalar(ElementType.I32, (delay - 1) * width());
    Value place = wrapped(builder, builder.add(start, later));
    Value before = builder.dynamicSlice(sums, List.of(place), type.targets());
    Value more = builder.convert(table.weights(builder, row), ElementType.F64);
    return builder.dynamicUpdateSlice(sums, builder.add(before, more), List.of(place));
  }

  private List<Value> synapse(
      Builder builder,
      RowTable table,
      RowTable.Row row,
      Value synapse,
      Value start,
      Admission.Spike spike,
      List<Value> state) {
    Value exists = table.isOfRow(builder, row, synapse, UNROLL);
    Admission.Verdict verdict =
        admission.admit(
            builder, spike, synapse, exists, table, state.subList(1, state.size() - masks()));
    Value weight =
        builder.select(
            verdict.admitted(),
            builder.convert(table.weight(builder, synapse), ElementType.F64),
            builder.scalar(ElementType.F64, 0.0));
    Value place = wrapped(builder, builder.add(start, table.place(builder, synapse)));
    Value sum = builder.dynamicSlice(state.getFirst(), List.of(place), 1);
    Value more = builder.add(sum, builder.reshape(weight, 1));
    List<Value> after =
        new ArrayList<>(
            List.of(builder.dynamicUpdateSlice(state.getFirst(), more, List.of(place))));
    after.addAll(verdict.state());
    if (masks() > 0) {
      after.add(noted(builder, state.getLast(), row, synapse, verdict.admitted()));
    }
    return after;
  }

  private Value noted(
      Builder builder, Value masks, RowTable.Row row, Value synapse, Value admitted) {
    Value first = builder.multiply(row.sample(), builder.scalar(ElementType.I32, type.synapses()));
    Value place = builder.add(first, synapse);
    Value before = builder.dynamicSlice(masks, List.of(place), 1);
    return builder.dynamicUpdateSlice(
        masks, builder.or(before, builder.reshape(admitted, 1)), List.of(place));
  }
}
