package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Where the spikes of a step meet a line of cotangents, `f32`, `[row, batch, target]`: synapse
/// `(i, j)` of delay `d` the row that lies `d` after the present one, `A[now + d][j]`. For dense
/// synapses, all at once.
sealed interface Meetings {
  /// What each synapse meets, summed over the samples: the sum over samples of `events[i] A[now +
  /// d][j]`.
  ///
  /// @param events `f32`, `[batch, source]`
  /// @return `[source, target]`
  Value summed(Builder builder, Value events);

  /// What each source meets, whether it spikes or not: the sum over targets of `w A[now + d][j]`.
  ///
  /// @param weights `[source, target]`
  /// @return `[batch, source]`
  Value bySource(Builder builder, Value weights);

  /// What each synapse of each sample meets, `[batch, source, target]`.
  Value each(Builder builder);

  /// All synapses meet the same row.
  ///
  /// @param line `[row, batch, target]`
  /// @param row its number
  record OneRow(ProjectionType type, Value line, Value row) implements Meetings {
    @Override
    public Value summed(Builder builder, Value events) {
      return builder.dotGeneralInFull(
          events, Rows.read(builder, line, row), DotDimensionNumbers.contracting(0, 0));
    }

    @Override
    public Value bySource(Builder builder, Value weights) {
      return builder.dotGeneralInFull(
          Rows.read(builder, line, row), weights, DotDimensionNumbers.contracting(1, 1));
    }

    @Override
    public Value each(Builder builder) {
      TensorType each =
          TensorType.of(ElementType.F32, type.batch(), type.sources(), type.targets());
      return builder.broadcast(Rows.read(builder, line, row), each, 0, 2);
    }
  }

  /// Each synapse meets a row of its own: all rows are looked at, and all but one masked.
  ///
  /// @param line `[row, batch, target]`
  /// @param here which row a synapse meets, `i1`, `[source, row, target]`
  record AllRows(ProjectionType type, Value line, Value here) implements Meetings {
    /// @param ages how many steps after the present one each row is, `i32`
    /// @param delays `[source, target]`
    static AllRows of(Builder builder, ProjectionType type, Value line, Value ages, Value delays) {
      TensorType all =
          TensorType.of(ElementType.I32, type.sources(), ages.tensorType().size(), type.targets());
      return new AllRows(
          type,
          line,
          builder.compare(
              ComparisonDirection.EQ,
              builder.broadcast(ages, all, 1),
              builder.broadcast(delays, all, 0, 2)));
    }

    @Override
    public Value summed(Builder builder, Value events) {
      Value met = builder.dotGeneralInFull(events, line, DotDimensionNumbers.contracting(0, 1));
      return builder.reduceSum(Masks.chosen(builder, here, met), 1);
    }

    @Override
    public Value bySource(Builder builder, Value weights) {
      TensorType all = here.tensorType().withElement(ElementType.F32);
      Value spread = Masks.chosen(builder, here, builder.broadcast(weights, all, 0, 2));
      var rowsAndTargets =
          new DotDimensionNumbers(List.of(), List.of(), List.of(0L, 2L), List.of(1L, 2L));
      return builder.dotGeneralInFull(line, spread, rowsAndTargets);
    }

    @Override
    public Value each(Builder builder) {
      long rows = line.tensorType().dimension(0);
      TensorType all =
          TensorType.of(ElementType.F32, rows, type.batch(), type.sources(), type.targets());
      TensorType masks = all.withElement(ElementType.I1);
      Value met =
          Masks.chosen(
              builder,
              builder.broadcast(here, masks, 2, 0, 3),
              builder.broadcast(line, all, 0, 1, 3));
      return builder.reduceSum(met, 0);
    }
  }

  /// What each synapse meets is there.
  ///
  /// @param each `[batch, source, target]`
  record Met(ProjectionType type, Value each) implements Meetings {
    @Override
    public Value each(Builder builder) {
      return each;
    }

    @Override
    public Value summed(Builder builder, Value events) {
      return builder.reduceSum(
          builder.multiply(each, builder.broadcast(events, each.tensorType(), 0, 1)), 0);
    }

    @Override
    public Value bySource(Builder builder, Value weights) {
      return builder.reduceSum(
          builder.multiply(each, builder.broadcast(weights, each.tensorType(), 1, 2)), 2);
    }
  }
}
