package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// Applies one function to every element. Numbers of a float type are computed as doubles and
/// rounded once to the element type; integers as longs, wrapped once.
final class Maps {
  private Maps() {}

  static Tensor floats(Tensor operand, DoubleUnaryOperator function) {
    return switch (operand) {
      case FloatTensor x -> {
        float[] results = new float[x.elements.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = (float) function.applyAsDouble(x.elements[i]);
        }
        yield new FloatTensor(x.type(), results);
      }
      case DoubleTensor x -> {
        double[] results = new double[x.elements.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = function.applyAsDouble(x.elements[i]);
        }
        yield new DoubleTensor(x.type(), results);
      }
      case PatternTensor x -> {
        ElementType element = x.type().element();
        long[] results = new long[x.elements.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = Numbers.bitsOf(element, function.applyAsDouble(x.asDouble(i)));
        }
        yield new PatternTensor(x.type(), results);
      }
    };
  }

  static Tensor floats(Tensor lhs, Tensor rhs, DoubleBinaryOperator function) {
    return switch (lhs) {
      case FloatTensor x -> {
        float[] right = ((FloatTensor) rhs).elements;
        float[] results = new float[right.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = (float) function.applyAsDouble(x.elements[i], right[i]);
        }
        yield new FloatTensor(x.type(), results);
      }
      case DoubleTensor x -> {
        double[] right = ((DoubleTensor) rhs).elements;
        double[] results = new double[right.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = function.applyAsDouble(x.elements[i], right[i]);
        }
        yield new DoubleTensor(x.type(), results);
      }
      case PatternTensor x -> {
        ElementType element = x.type().element();
        long[] results = new long[x.elements.length];
        for (int i = 0; i < results.length; i++) {
          results[i] =
              Numbers.bitsOf(element, function.applyAsDouble(x.asDouble(i), rhs.asDouble(i)));
        }
        yield new PatternTensor(x.type(), results);
      }
    };
  }

  static Tensor integers(Tensor operand, LongUnaryOperator function) {
    ElementType element = operand.type().element();
    long[] from = patterns(operand);
    long[] results = new long[from.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = Numbers.bitsOf(element, function.applyAsLong(from[i]));
    }
    return new PatternTensor(operand.type(), results);
  }

  static Tensor integers(Tensor lhs, Tensor rhs, LongBinaryOperator function) {
    ElementType element = lhs.type().element();
    long[] left = patterns(lhs);
    long[] right = patterns(rhs);
    long[] results = new long[left.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = Numbers.bitsOf(element, function.applyAsLong(left[i], right[i]));
    }
    return new PatternTensor(lhs.type(), results);
  }

  /// The patterns of a tensor that is neither `f32` nor `f64`.
  static long[] patterns(Tensor tensor) {
    return ((PatternTensor) tensor).elements;
  }

  /// A tensor of booleans.
  static Tensor booleans(TensorType shape, boolean[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = values[i] ? 1 : 0;
    }
    return new PatternTensor(shape.withElement(ElementType.I1), bits);
  }
}
