package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Rows of cotangents in a circle, of which those that are as many steps apart as there are lanes
/// lie beside each other: row `s` is the one at place `s div lanes` of lane `s mod lanes`. Every
/// lane is there twice, one behind the other, so that from any place on the rows to come lie beside
/// each other too.
///
/// @param count of the lanes, a power of two
/// @param places how many rows there are in a lane
record Lanes(ProjectionType type, int count, int places) {
  private static final TensorType INDEX = TensorType.scalar(ElementType.I32);

  /// How many rows there are.
  int rows() {
    return count * places;
  }

  /// `[lane, copy, place, batch, target]`.
  TensorType tensorType() {
    return type.perTarget(ElementType.F32).stacked(places).stacked(2).stacked(count);
  }

  /// Writes a row in place.
  ///
  /// @param cotangents `[batch, target]`
  Value write(Builder builder, Value lanes, Value cotangents, Value row) {
    Value zero = builder.splat(INDEX, 0L);
    TensorType both = type.perTarget(ElementType.F32).stacked(1).stacked(2).stacked(1);
    return builder.dynamicUpdateSlice(
        lanes,
        builder.broadcast(cotangents, both, 3, 4),
        List.of(laneOf(builder, row), zero, placeOf(builder, row), zero, zero));
  }

  /// The rows that come 1, 1 + `count`, 1 + 2 `count` ... after one, `[place, batch, target]`.
  Value after(Builder builder, Value lanes, Value row) {
    Value one = builder.splat(INDEX, 1L);
    Value first = Rows.wrapped(builder, builder.add(row, one), rows());
    Value zero = builder.splat(INDEX, 0L);
    TensorType each = type.perTarget(ElementType.F32);
    Value twice = builder.reshape(lanes, each.stacked(2L * places).stacked(count).dimensions());
    Value lane =
        builder.dynamicSlice(
            twice,
            List.of(laneOf(builder, first), placeOf(builder, first), zero, zero),
            1,
            places,
            type.batch(),
            type.targets());
    return builder.reshape(lane, each.stacked(places).dimensions());
  }

  /// `number mod count`.
  ///
  /// @param number `i32`, of any shape, not negative
  Value laneOf(Builder builder, Value number) {
    return builder.and(number, builder.splat(number.tensorType(), count - 1L));
  }

  /// `number div count`.
  ///
  /// @param number `i32`, of any shape, not negative
  Value placeOf(Builder builder, Value number) {
    long bits = Integer.numberOfTrailingZeros(count);
    return builder.add(new ShiftRightLogicalOp(number, builder.splat(number.tensorType(), bits)));
  }
}
