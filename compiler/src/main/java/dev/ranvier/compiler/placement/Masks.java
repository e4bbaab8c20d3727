package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// Values where something holds, and where something is.
public final class Masks {
  private Masks() {}

  /// The values where the condition holds, else 0. Floats.
  static Value chosen(Builder builder, Value condition, Value values) {
    return builder.select(condition, values, builder.splat(values.tensorType(), 0.0));
  }

  /// Where indices point, `i1`, `[index, count]`: each row has a one, or none if its index is not
  /// from 0 to `count - 1`.
  ///
  /// @param indices integers, `[index]`
  public static Value oneHot(Builder builder, Value indices, long count) {
    TensorType type = indices.tensorType();
    TensorType all = TensorType.of(type.element(), type.size(), count);
    return builder.compare(
        ComparisonDirection.EQ, builder.broadcast(indices, all, 0), builder.iota(all, 1));
  }

  /// Where a count or a sum is not 0.
  static Value isSome(Builder builder, Value values) {
    TensorType type = values.tensorType();
    Value none = type.element().isFloat() ? builder.splat(type, 0.0) : builder.splat(type, 0L);
    return builder.compare(ComparisonDirection.NE, values, none);
  }
}
