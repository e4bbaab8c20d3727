package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.CosineOp;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.stream.LongStream;

/// Formulas of tensors and plain numbers, over one builder: a number stands for a tensor full of
/// it.
record Formula(Builder builder) {
  Value times(Value operand, double factor) {
    return factor == 1 ? operand : builder.multiply(operand, number(operand, factor));
  }

  Value plus(Value operand, double summand) {
    return summand == 0 ? operand : builder.add(operand, number(operand, summand));
  }

  Value square(Value operand) {
    return builder.multiply(operand, operand);
  }

  Value sqrt(Value operand) {
    return builder.add(new SqrtOp(operand));
  }

  Value cosine(Value operand) {
    return builder.add(new CosineOp(operand));
  }

  Value exponentialMinusOne(Value operand) {
    return builder.add(new ExponentialMinusOneOp(operand));
  }

  /// `decay * kept + (1 - decay) * fresh`.
  Value average(double decay, Value kept, Value fresh) {
    return builder.add(times(kept, decay), times(fresh, 1 - decay));
  }

  /// A tensor of the type of `like`, full of a number.
  Value number(Value like, double number) {
    return builder.splat(like.tensorType(), number);
  }

  /// A scalar in every element of a tensor, converted to its element type.
  Value fill(Value scalar, TensorType type) {
    Value same = builder.convert(scalar, type.element());
    return type.isScalar() ? same : builder.broadcast(same, type);
  }

  /// The sum of all elements: a scalar.
  Value sum(Value operand) {
    return operand.tensorType().isScalar() ? operand : builder.reduceSum(operand, allAxes(operand));
  }

  /// The mean of all elements: a scalar.
  Value mean(Value operand) {
    return times(sum(operand), 1.0 / Math.max(1, operand.tensorType().size()));
  }

  /// The largest magnitude of all elements: a scalar.
  Value largestMagnitude(Value operand) {
    Value magnitude = builder.abs(operand);
    return operand.tensorType().isScalar()
        ? magnitude
        : builder.reduceMaximum(magnitude, allAxes(operand));
  }

  private static long[] allAxes(Value operand) {
    return LongStream.range(0, operand.tensorType().rank()).toArray();
  }
}
