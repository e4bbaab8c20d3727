package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// How many steps after the present one the rows of a line are, which is written in a circle.
///
/// @param present the number of the present step's row, `tensor<i32>`
/// @param steps of each row, `i32`, `[row]`: from 1 to as many as there are
record Ages(Value present, Value steps) {
  static Ages of(Builder builder, LineRows line) {
    long rows = line.count();
    TensorType each = TensorType.of(ElementType.I32, rows);
    Value age = builder.subtract(builder.iota(each, 0), builder.broadcast(line.row(), each));
    Value past = builder.compare(ComparisonDirection.LE, age, builder.splat(each, 0L));
    Value steps = builder.select(past, builder.add(age, builder.splat(each, rows)), age);
    return new Ages(line.row(), steps);
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
}
