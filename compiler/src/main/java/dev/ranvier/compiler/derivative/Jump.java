package dev.ranvier.compiler.derivative;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Where an event puts a state. Its derivative is not that of what it is computed from, but what the
/// event's moving makes of states before it:
///
///     d result = sum over parts of rate * d amount
public final class Jump {
  private Jump() {}

  /// A part of the derivative; both are of the value's type.
  ///
  /// @param rate has no derivative of its own here
  /// @param amount a state before the event
  public record Part(Value rate, Value amount) {}

  /// @param value floats
  public static Value to(Builder builder, Value value, Part... parts) {
    List<Value> operands = new ArrayList<>(List.of(value));
    for (Part part : parts) {
      operands.add(part.rate());
      operands.add(part.amount());
    }
    TensorType type = value.tensorType();
    return builder.add(
        Regions.of(
            builder,
            operands,
            (_, given) -> List.of(given.getFirst()),
            (inner, given) -> List.of(tangent(inner, given, parts.length)),
            (inner, given) -> cotangents(inner, given, type)));
  }

  private static Value tangent(Builder builder, List<Value> given, int parts) {
    int operands = 1 + 2 * parts;
    Value sum = builder.splat(given.getFirst().tensorType(), 0.0);
    for (int rate = 1; rate < operands; rate += 2) {
      sum = builder.add(sum, builder.multiply(given.get(rate), given.get(operands + rate + 1)));
    }
    return sum;
  }

  /// @param given the operands, then the cotangent of the result
  private static List<Value> cotangents(Builder builder, List<Value> given, TensorType type) {
    Value none = builder.splat(type, 0.0);
    List<Value> cotangents = new ArrayList<>(List.of(none));
    for (int rate = 1; rate < given.size() - 1; rate += 2) {
      cotangents.add(none);
      cotangents.add(builder.multiply(given.get(rate), given.getLast()));
    }
    return cotangents;
  }
}
