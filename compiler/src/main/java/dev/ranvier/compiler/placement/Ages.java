package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;

/// How many steps after the present one the rows of a line are, which is written in a circle.
///
/// @param present the number of the present step's row, `tensor<i32>`
/// @param steps of each row, `i32`, `[row]`: from 1 to as many as there are
record Ages(Value present, Value steps) {
  static Ages of(Builder builder, Transposed.Operands operands) {
    long rows = operands.arrivals().tensorType().dimension(0);
    TensorType each = TensorType.of(ElementType.I32, rows);
    Value age = builder.subtract(builder.iota(each, 0), builder.broadcast(operands.row(), each));
    Value past = builder.compare(ComparisonDirection.LE, age, builder.splat(each, 0L));
    Value steps = builder.select(past, builder.add(age, builder.splat(each, rows)), age);
    return new Ages(operands.row(), steps);
  }

  /// How many rows there are.
  int count() {
    return Math.toIntExact(steps.tensorType().size());
  }

  /// The number of the row that is so many steps after the present one.
  ///
  /// @param after at most as many as there are rows
  Value row(Builder builder, long after) {
    Value ahead = builder.add(present, builder.scalar(ElementType.I32, after));
    return Rows.wrapped(builder, ahead, count());
  }

  /// Whether a spike comes, in fewer steps, that takes the place of one of this step, `i1`,
  /// `[batch, source]`.
  ///
  /// @param later the spikes of the rows, `i1`, `[row, batch, source]`
  Value isMet(Builder builder, ProjectionType type, Value later, long within) {
    Value sooner =
        builder.compare(ComparisonDirection.LT, steps, builder.splat(steps.tensorType(), within));
    Value counts = builder.and(sooner, takes(builder, type));
    return builder.reduceOr(
        builder.and(later, builder.broadcast(counts, later.tensorType(), 0)), 0);
  }

  /// Whether a spike in a row would take the place of one of this step, `i1`.
  private Value takes(Builder builder, ProjectionType type) {
    TensorType each = steps.tensorType();
    long every = SendAdjointOp.replacedEvery(type);
    Value turn = builder.remainder(steps, builder.splat(each, every));
    return builder.compare(ComparisonDirection.EQ, turn, builder.splat(each, 0L));
  }

  /// In how many steps a spike comes that would take the place of one of this step, `i32`, `[batch,
  /// source]`; the largest number if there is none.
  ///
  /// @param later the spikes of the rows, `i1`, `[row, batch, source]`
  Value toNext(Builder builder, ProjectionType type, Value later) {
    TensorType each = steps.tensorType();
    long never = Integer.MAX_VALUE;
    Value takes = builder.select(takes(builder, type), steps, builder.splat(each, never));
    TensorType all = type.perSource(ElementType.I32).stacked(count());
    Value spikes =
        builder.select(later, builder.broadcast(takes, all, 0), builder.splat(all, never));
    return builder.reduceMinimum(spikes, 0);
  }
}
