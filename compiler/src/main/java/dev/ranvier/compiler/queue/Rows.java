package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Rows of a tensor `[rows, ...]`.
public final class Rows {
  private Rows() {}

  /// Writes a row in place.
  public static Value write(Builder builder, Value rows, Value row, Value index) {
    Value cut = single(builder, row);
    return builder.dynamicUpdateSlice(rows, cut, origin(builder, rows, index));
  }

  public static Value read(Builder builder, Value rows, Value index) {
    TensorType row = rowOf(rows);
    long[] sizes = row.stacked(1).dimensions().stream().mapToLong(size -> size).toArray();
    Value cut = builder.dynamicSlice(rows, origin(builder, rows, index), sizes);
    return builder.reshape(cut, row.dimensions());
  }

  /// A row as a tensor of one row.
  public static Value single(Builder builder, Value row) {
    return builder.reshape(row, row.tensorType().stacked(1).dimensions());
  }

  /// The row of an index that is known.
  public static Value row(Builder builder, Value rows, long index) {
    return builder.reshape(slice(builder, rows, index, index + 1), rowOf(rows).dimensions());
  }

  /// The rows from `start` to before `end`.
  public static Value slice(Builder builder, Value rows, long start, long end) {
    List<Long> limits = new ArrayList<>(rows.tensorType().dimensions());
    List<Long> starts = new ArrayList<>(Collections.nCopies(limits.size(), 0L));
    starts.set(0, start);
    limits.set(0, end);
    return builder.slice(rows, starts, limits);
  }

  /// An index brought back below `count`, which it exceeds by less than once more.
  public static Value wrapped(Builder builder, Value index, long count) {
    Value limit = builder.splat(index.tensorType(), count);
    return builder.select(
        builder.compare(ComparisonDirection.GE, index, limit),
        builder.subtract(index, limit),
        index);
  }

  /// The index before; before the first, the last.
  public static Value before(Builder builder, Value index, long count) {
    TensorType type = index.tensorType();
    Value first = builder.compare(ComparisonDirection.EQ, index, builder.splat(type, 0L));
    Value previous = builder.subtract(index, builder.splat(type, 1L));
    return builder.select(first, builder.splat(type, count - 1), previous);
  }

  private static TensorType rowOf(Value rows) {
    TensorType type = rows.tensorType();
    return type.withDimensions(type.dimensions().subList(1, type.rank()));
  }

  private static List<Value> origin(Builder builder, Value rows, Value index) {
    Value zero = builder.splat(index.tensorType(), 0L);
    List<Value> origin = new ArrayList<>(Collections.nCopies(rows.tensorType().rank(), zero));
    origin.set(0, index);
    return origin;
  }
}
