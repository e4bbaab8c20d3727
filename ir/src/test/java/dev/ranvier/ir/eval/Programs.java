package dev.ranvier.ir.eval;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// Small modules for tests.
final class Programs {
  static final Location PLACE = Location.of("Net.java", 7);

  private Programs() {}

  /// A region that hands over what `body` makes of its arguments.
  static Block region(
      List<? extends Type> arguments, BiFunction<Builder, List<Value>, List<Value>> body) {
    return Builder.block(
        arguments,
        PLACE,
        (builder, values) -> builder.append(new ReturnOp(body.apply(builder, values))));
  }

  /// A region of two scalars that hands over one value.
  static Block fold(ElementType element, BiFunction<Value, Value, Op> op) {
    TensorType scalar = TensorType.scalar(element);
    return region(
        List.of(scalar, scalar), (b, v) -> List.of(b.add(op.apply(v.getFirst(), v.getLast()))));
  }

  static Function function(
      String name,
      List<? extends Type> arguments,
      BiFunction<Builder, List<Value>, List<Value>> body) {
    Block block =
        Builder.block(
            arguments,
            PLACE,
            (builder, values) -> builder.append(new FuncReturnOp(body.apply(builder, values))));
    return Function.of(name, true, block, PLACE);
  }

  static List<Tensor> run(
      List<Tensor> arguments, BiFunction<Builder, List<Value>, List<Value>> body) {
    Function main = function("main", arguments.stream().map(Tensor::type).toList(), body);
    return Evaluator.evaluate(Module.of("test", main), "main", arguments);
  }

  /// The only result of one op on some arguments.
  static Tensor eval(java.util.function.Function<List<Value>, Op> op, Tensor... arguments) {
    List<Tensor> results = run(Arrays.asList(arguments), (b, v) -> b.append(op.apply(v)));
    assert results.size() == 1;
    return results.getFirst();
  }

  static Value constant(Builder builder, Tensor value) {
    return builder.add(new ConstantOp(value.toLiteral()));
  }

  static Value constant(Builder builder, ElementType element, long value) {
    return builder.add(new ConstantOp(Literal.splat(TensorType.scalar(element), value)));
  }

  static Tensor f32(float... values) {
    return Tensor.ofFloats(TensorType.of(ElementType.F32, values.length), values);
  }

  static Tensor vector(ElementType element, long... values) {
    return Tensor.ofLongs(TensorType.of(element, values.length), values);
  }

  static Tensor matrix(ElementType element, int rows, int columns, long... values) {
    return Tensor.ofLongs(TensorType.of(element, rows, columns), values);
  }

  static Tensor floats(ElementType element, double... values) {
    return Tensor.ofDoubles(TensorType.of(element, values.length), values);
  }
}
