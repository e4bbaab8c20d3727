package dev.ranvier.compiler.surrogate;

import dev.ranvier.compiler.derivative.Regions;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// What is taken for the derivative of a spike, 1 or 0, by the distance x = V - threshold of its
/// voltage (Neftci, Mostafa and Zenke, IEEE Signal Processing Magazine 36, 2019).
public sealed interface Surrogate permits SuperSpike, FastSigmoid, ArcTangent, Triangular {
  /// The derivative at a distance.
  ///
  /// @param distance V - threshold, `f32`
  Value derivative(Builder builder, Value distance);

  /// Spikes as numbers, 1 or 0, with this derivative by the distance.
  ///
  /// @param spikes `i1`
  /// @param distance V - threshold, `f32`, of the same shape
  default Value numbers(Builder builder, Value spikes, Value distance) {
    return builder.add(
        Regions.of(
            builder,
            List.of(spikes, distance),
            (inner, given) -> List.of(inner.convert(given.getFirst(), ElementType.F32)),
            (inner, given) -> List.of(scaled(inner, given)),
            (inner, given) -> List.of(scaled(inner, given))));
  }

  private Value scaled(Builder builder, List<Value> given) {
    return builder.multiply(derivative(builder, given.get(1)), given.get(2));
  }

  /// `slope * |x| + 1`.
  static Value widened(Builder builder, double slope, Value distance) {
    TensorType type = distance.tensorType();
    return builder.add(
        builder.multiply(builder.splat(type, slope), builder.abs(distance)),
        builder.splat(type, 1.0));
  }

  static void requireSlope(double slope) {
    if (!(slope > 0 && Double.isFinite(slope))) {
      throw new IllegalArgumentException(
          "surrogate: expected a slope that is positive and finite, got " + slope);
    }
  }
}
