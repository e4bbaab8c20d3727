package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.ScatterDimensionNumbers;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// From sources to synapses and from synapses to targets, for sparse synapses, all at once.
final class Rows {
  private Rows() {}

  /// What each synapse's source has.
  ///
  /// @param values `[batch, source]`
  /// @return `[batch, synapse]`
  static Value ofSources(Builder builder, ProjectionType type, Value values, Synapses synapses) {
    return columns(builder, values, sources(builder, type, synapses.starts()));
  }

  /// The source of each synapse, `i32`: the last row that starts at it or before. Found bit by bit,
  /// from the highest down, for all synapses together.
  static Value sources(Builder builder, ProjectionType type, Value starts) {
    TensorType each = TensorType.of(ElementType.I32, type.synapses());
    Value synapse = builder.iota(each, 0);
    Value source = builder.splat(each, 0L);
    for (long step = Long.highestOneBit(Math.max(1, type.sources())); step > 0; step >>= 1) {
      Value next = builder.add(source, builder.splat(each, step));
      Value last = builder.splat(each, type.sources() - 1);
      Value start = builder.elements(starts, builder.minimum(next, last));
      Value begun =
          builder.and(
              builder.compare(ComparisonDirection.LE, next, last),
              builder.compare(ComparisonDirection.LE, start, synapse));
      source = builder.select(begun, next, source);
    }
    return source;
  }

  /// Adds what each synapse brings to its target.
  ///
  /// @param values `[batch, synapse]`
  /// @return `[batch, target]`
  static Value sumByTarget(Builder builder, ProjectionType type, Value values, Synapses synapses) {
    TensorType sums = type.perTarget(values.tensorType().element());
    TensorType scalar = TensorType.scalar(sums.element());
    Block add =
        Builder.block(
            List.of(scalar, scalar),
            builder.location(),
            (body, pair) -> body.returns(body.add(new AddOp(pair.get(0), pair.get(1)))));
    ScatterDimensionNumbers alongTargets =
        ScatterDimensionNumbers.of(List.of(0L), List.of(1L), List.of(1L), 1);
    return builder.add(
        new ScatterOp(
            List.of(builder.splat(sums, 0L)),
            builder.reshape(synapses.targets(), type.synapses(), 1),
            List.of(values),
            alongTargets,
            false,
            false,
            add));
  }

  private static Value columns(Builder builder, Value matrix, Value indices) {
    return builder.add(
        new GatherOp(
            matrix,
            builder.reshape(indices, indices.tensorType().size(), 1),
            GatherDimensionNumbers.of(List.of(0L), List.of(1L), List.of(1L), 1),
            List.of(matrix.tensorType().dimension(0), 1L),
            false));
  }
}
