package dev.ranvier.compiler.constant;

import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// A number in an equation. One that is known is computed with in Java, so that a model whose
/// constants are not trained has them as literals; one that is trained is computed with by ops, in
/// `f64`, and has derivatives.
public sealed interface Coefficient {
  Builder builder();

  /// @param number the same for all neurons
  record Known(Builder builder, double number) implements Coefficient {}

  /// @param numbers `f64`, one for each neuron
  record Trained(Builder builder, Value numbers) implements Coefficient {}

  default boolean isTrained() {
    return this instanceof Trained;
  }

  /// Whether it is known to be this number.
  default boolean is(double number) {
    return this instanceof Known known && known.number() == number;
  }

  /// As a tensor of the type, whose last dimension is the neurons.
  default Value as(TensorType type) {
    return switch (this) {
      case Known known -> builder().splat(type, known.number());
      case Trained trained ->
          builder()
              .broadcast(
                  builder().convert(trained.numbers(), type.element()), type, type.rank() - 1L);
    };
  }

  /// Times a tensor of `f32`, as [WideFloats#scaled] does it: the result is `f64`.
  default Value scaling(Value operand) {
    return switch (this) {
      case Known known -> WideFloats.scaled(builder(), known.number(), operand);
      case Trained _ -> {
        Value wide = builder().convert(operand, ElementType.F64);
        yield builder().multiply(rounded().as(wide.tensorType()), wide);
      }
    };
  }

  /// Rounded to `f32`.
  default Coefficient rounded() {
    return map(
        number -> (float) number,
        (inner, numbers) ->
            inner.convert(inner.convert(numbers, ElementType.F32), ElementType.F64));
  }

  default Coefficient plus(Coefficient other) {
    return with(other, Double::sum, builder()::add);
  }

  default Coefficient minus(Coefficient other) {
    return with(other, (a, b) -> a - b, builder()::subtract);
  }

  default Coefficient times(Coefficient other) {
    return with(other, (a, b) -> a * b, builder()::multiply);
  }

  default Coefficient times(double factor) {
    return times(new Known(builder(), factor));
  }

  default Coefficient over(Coefficient other) {
    return with(other, (a, b) -> a / b, builder()::divide);
  }

  default Coefficient negated() {
    return map(number -> -number, Builder::negate);
  }

  default Coefficient exponential() {
    return map(Math::exp, Builder::exponential);
  }

  /// A function of it.
  ///
  /// @param known of a number
  /// @param trained the same of a tensor of `f64`, by ops
  default Coefficient map(DoubleUnaryOperator known, BiFunction<Builder, Value, Value> trained) {
    return switch (this) {
      case Known one -> new Known(builder(), known.applyAsDouble(one.number()));
      case Trained one -> new Trained(builder(), trained.apply(builder(), one.numbers()));
    };
  }

  private Coefficient with(
      Coefficient other, DoubleBinaryOperator known, BiFunction<Value, Value, Value> trained) {
    if (this instanceof Known one && other instanceof Known two) {
      return new Known(builder(), known.applyAsDouble(one.number(), two.number()));
    }
    return new Trained(builder(), trained.apply(like(other), other.like(this)));
  }

  /// As a tensor of the shape of a trained one, be it this or another.
  private Value like(Coefficient other) {
    return switch (this) {
      case Trained trained -> trained.numbers();
      case Known known ->
          switch (other) {
            case Trained trained -> builder().splat(trained.numbers().tensorType(), known.number());
            case Known _ -> throw new IllegalStateException("two known numbers: no shape");
          };
    };
  }
}
