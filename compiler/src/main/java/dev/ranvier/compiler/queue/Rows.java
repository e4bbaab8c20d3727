package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Rows of a tensor `[rows, ...]`, found by an index that goes round.
final class Rows {
  private Rows() {}

  /// Writes a row in place.
  static Value write(Builder builder, Value rows, Value row, Value index) {
    Value cut = builder.reshape(row, sizes(1, row.tensorType()));
    return builder.dynamicUpdateSlice(rows, cut, origin(builder, rows, index));
  }

  static Value read(Builder builder, Value rows, Value index) {
    TensorType row = rowOf(rows);
    Value cut = builder.dynamicSlice(rows, origin(builder, rows, index), sizes(1, row));
    return builder.reshape(cut, array(row.dimensions()));
  }

  /// The row of an index that is known.
  static Value row(Builder builder, Value rows, long index) {
    List<Long> limits = new ArrayList<>(rows.tensorType().dimensions());
    List<Long> starts = new ArrayList<>(Collections.nCopies(limits.size(), 0L));
    starts.set(0, index);
    limits.set(0, index + 1);
    return builder.reshape(builder.slice(rows, starts, limits), array(rowOf(rows).dimensions()));
  }

  /// An index brought back below `count`, which it exceeds by less than once more.
  static Value wrapped(Builder builder, Value index, long count) {
    Value limit = builder.splat(index.tensorType(), count);
    return builder.select(
        builder.compare(ComparisonDirection.GE, index, limit),
        builder.subtract(index, limit),
        index);
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

  private static long[] sizes(long first, TensorType row) {
    return array(row.stacked(first).dimensions());
  }

  private static long[] array(List<Long> values) {
    return values.stream().mapToLong(value -> value).toArray();
  }
}
