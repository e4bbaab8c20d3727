package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// A delay line for each source, for delays that are all equal: the spikes of a step are written
/// over the oldest row, and the row that is due next is read at once, since a line that is read
/// before it is written is copied in every step. What is due meets the weights in one product of
/// matrices.
///
/// @param reach the delay in steps
record AxonalLine(ProjectionType type, int reach) implements Placement {
  private static final TensorType INDEX = TensorType.scalar(ElementType.I32);

  private TensorType row() {
    return type.perSource(ElementType.U8);
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("line", row().stacked(reach)), new Part("due", row()), new Part("row", INDEX));
  }

  @Override
  public List<Value> create(Builder builder) {
    return parts().stream().map(part -> builder.splat((TensorType) part.type(), 0L)).toList();
  }

  @Override
  public Delivered deliver(Builder builder, List<Value> parts, Synapses synapses, Value now) {
    Value due = builder.convert(parts.get(1), ElementType.F64);
    Value weights = builder.convert(synapses.weights(), ElementType.F64);
    Value sums = builder.dotGeneral(due, weights, DotDimensionNumbers.contracting(1, 0));
    return new Delivered(parts, sums);
  }

  @Override
  public Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now) {
    Value zero = builder.scalar(ElementType.I32, 0L);
    Value row = parts.get(2);
    Value sent =
        builder.reshape(builder.convert(spikes, ElementType.U8), 1, type.batch(), type.sources());
    Value line = builder.dynamicUpdateSlice(parts.get(0), sent, List.of(row, zero, zero));
    Value next = builder.add(row, builder.scalar(ElementType.I32, 1L));
    Value wraps =
        builder.compare(ComparisonDirection.EQ, next, builder.scalar(ElementType.I32, reach));
    next = builder.select(wraps, zero, next);
    Value due =
        builder.reshape(
            builder.dynamicSlice(line, List.of(next, zero, zero), 1, type.batch(), type.sources()),
            type.batch(),
            type.sources());
    return new Sent(
        List.of(line, due, next),
        builder.splat(TensorType.of(ElementType.I32, type.batch()), 0L),
        Weighted.ofSources(builder, type, spikes, synapses));
  }
}
