package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// A function of `f64` tensors in which one op is differentiated, and where it is differentiated.
///
/// @param tolerance of finite differences, relative to what is at least 1
/// @param helpers functions that the body calls
record Recipe(
    Class<? extends TensorOp> op,
    String name,
    List<Draw> draws,
    BiFunction<Builder, List<Value>, List<Value>> body,
    double tolerance,
    List<Function> helpers) {
  /// A tensor at random: away from kinks.
  record Draw(double low, double high, List<Long> sizes) {
    TensorType type() {
      return new TensorType(sizes, ElementType.F64);
    }

    Tensor from(Random random) {
      double[] numbers = random.doubles(type().size()).map(x -> low + (high - low) * x).toArray();
      return Tensor.ofDoubles(type(), numbers);
    }
  }

  static Draw between(double low, double high, long... sizes) {
    return new Draw(low, high, Arrays.stream(sizes).boxed().toList());
  }

  static Draw normal(long... sizes) {
    return between(-2, 2, sizes);
  }

  static Recipe of(
      Class<? extends TensorOp> op,
      String name,
      List<Draw> draws,
      BiFunction<Builder, List<Value>, List<Value>> body) {
    return new Recipe(op, name, draws, body, 1e-6, List.of());
  }

  /// Of one result.
  static Recipe one(
      Class<? extends TensorOp> op,
      String name,
      List<Draw> draws,
      BiFunction<Builder, List<Value>, Value> body) {
    return of(op, name, draws, body.andThen(List::of));
  }

  Recipe within(double other) {
    return new Recipe(op, name, draws, body, other, helpers);
  }

  Recipe with(Function... functions) {
    return new Recipe(op, name, draws, body, tolerance, List.of(functions));
  }

  Function function() {
    Builder out = new Builder(draws.stream().map(Draw::type).toList(), Location.of("Net.java", 7));
    out.functionReturns(body.apply(out, out.arguments()));
    return Function.of("main", true, out.build(), Location.UNKNOWN);
  }

  Module module() {
    List<Function> functions = new ArrayList<>();
    functions.add(function());
    functions.addAll(helpers);
    return Module.of("recipe", functions.toArray(Function[]::new));
  }

  List<Integer> all() {
    return IntStream.range(0, draws.size()).boxed().toList();
  }

  @Override
  public String toString() {
    return op.getSimpleName() + (name.isEmpty() ? "" : ", " + name);
  }
}
