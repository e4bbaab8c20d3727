package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.List;

/// How gradients that are too large are cut before the update. What is not a number stays so, and
/// is found in the parameters and in the loss.
public sealed interface GradientClip {
  /// Appends the clipping of all gradients of one update; the clipped come in the same order.
  List<Value> build(Builder builder, List<Value> gradients);

  /// No clipping.
  record None() implements GradientClip {
    @Override
    public List<Value> build(Builder builder, List<Value> gradients) {
      return List.copyOf(gradients);
    }
  }

  /// All gradients are scaled by min(1, maximum / norm), norm being that of all of them together,
  /// so that the direction stays. Source: Pascanu, Mikolov & Bengio, ICML 2013, algorithm 1.
  record GlobalNorm(double maximum) implements GradientClip {
    public GlobalNorm {
      Require.positive("gradient clipping: norm", maximum);
    }

    @Override
    public List<Value> build(Builder builder, List<Value> gradients) {
      if (gradients.isEmpty()) {
        return List.of();
      }
      var formula = new Formula(builder);
      Value norm = GradientClip.norm(builder, gradients);
      Value fitting = builder.divide(formula.number(norm, maximum), norm);
      Value factor = builder.minimum(formula.number(norm, 1), fitting);
      List<Value> clipped = new ArrayList<>();
      for (Value gradient : gradients) {
        clipped.add(builder.multiply(gradient, formula.fill(factor, gradient.tensorType())));
      }
      return clipped;
    }
  }

  /// Every element of every gradient is kept within -limit and limit.
  record ByValue(double limit) implements GradientClip {
    public ByValue {
      Require.positive("gradient clipping: limit", limit);
    }

    @Override
    public List<Value> build(Builder builder, List<Value> gradients) {
      List<Value> clipped = new ArrayList<>();
      for (Value gradient : gradients) {
        var element = gradient.tensorType().element();
        Value low = builder.scalar(element, -limit);
        clipped.add(builder.clamp(low, gradient, builder.scalar(element, limit)));
      }
      return clipped;
    }
  }

  static GradientClip none() {
    return new None();
  }

  static GradientClip globalNorm(double maximum) {
    return new GlobalNorm(maximum);
  }

  static GradientClip byValue(double limit) {
    return new ByValue(limit);
  }

  /// The Euclidean norm of several gradients together, a scalar of the first one's element type.
  /// Elements are divided by the largest magnitude before they are squared, so that squares neither
  /// overflow nor vanish.
  ///
  /// @param gradients at least one
  static Value norm(Builder builder, List<Value> gradients) {
    var formula = new Formula(builder);
    var element = gradients.getFirst().tensorType().element();
    Value largest = builder.scalar(element, 0.0);
    for (Value gradient : gradients) {
      Value magnitude = formula.largestMagnitude(builder.convert(gradient, element));
      largest = builder.maximum(largest, magnitude);
    }
    Value unit = builder.maximum(largest, builder.scalar(element, Float.MIN_NORMAL));
    Value sum = builder.scalar(element, 0.0);
    for (Value gradient : gradients) {
      Value scaled = builder.divide(gradient, formula.fill(unit, gradient.tensorType()));
      sum = builder.add(sum, builder.convert(formula.sum(formula.square(scaled)), element));
    }
    return builder.multiply(unit, formula.sqrt(sum));
  }
}
