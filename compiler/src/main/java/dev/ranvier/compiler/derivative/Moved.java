package dev.ranvier.compiler.derivative;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// A value that would change at some rate if something moved that has not: of a state, for instance,
/// when an event moves in time. The value stays what it is; its derivative is
///
///     d result = d value + rate * d amount
public final class Moved {
  private Moved() {}

  /// @param value floats
  /// @param rate of the value's shape; has no derivative of its own here
  /// @param amount of the value's shape, in any float type
  public static Value by(Builder builder, Value value, Value rate, Value amount) {
    ElementType element = value.tensorType().element();
    List<Value> operands =
        List.of(value, builder.convert(rate, element), builder.convert(amount, element));
    TensorType type = value.tensorType();
    return builder.add(
        Regions.of(
            builder,
            operands,
            (_, given) -> List.of(given.get(0)),
            (inner, given) ->
                List.of(inner.add(given.get(3), inner.multiply(given.get(1), given.get(5)))),
            (inner, given) -> {
              List<Value> cotangents = new ArrayList<>();
              cotangents.add(given.get(3));
              cotangents.add(inner.splat(type, 0.0));
              cotangents.add(inner.multiply(given.get(1), given.get(3)));
              return cotangents;
            }));
  }

  /// @param rate the same everywhere
  public static Value by(Builder builder, Value value, double rate, Value amount) {
    return by(builder, value, builder.splat(value.tensorType(), rate), amount);
  }
}
