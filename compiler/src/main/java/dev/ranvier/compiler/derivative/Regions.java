package dev.ranvier.compiler.derivative;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Writes a function with derivatives of its own: its primal, jvp and vjp as [CustomDerivativeOp]
/// describes them, each of which gets a builder and its arguments.
public final class Regions {
  private Regions() {}

  public static CustomDerivativeOp of(
      Builder builder,
      List<Value> operands,
      BiFunction<Builder, List<Value>, List<Value>> primal,
      BiFunction<Builder, List<Value>, List<Value>> jvp,
      BiFunction<Builder, List<Value>, List<Value>> vjp) {
    List<Type> given = operands.stream().map(Value::type).toList();
    Block function = block(builder, given, primal);
    return new CustomDerivativeOp(
        operands,
        function,
        block(builder, withFloats(given, given), jvp),
        block(builder, withFloats(given, function.yieldedTypes()), vjp));
  }

  private static Block block(
      Builder builder, List<Type> types, BiFunction<Builder, List<Value>, List<Value>> body) {
    return Builder.block(
        types,
        builder.location(),
        (inner, arguments) -> inner.returns(body.apply(inner, arguments)));
  }

  private static List<Type> withFloats(List<Type> given, List<Type> others) {
    List<Type> types = new ArrayList<>(given);
    others.stream()
        .filter(type -> type instanceof TensorType tensor && tensor.element().isFloat())
        .forEach(types::add);
    return types;
  }
}
