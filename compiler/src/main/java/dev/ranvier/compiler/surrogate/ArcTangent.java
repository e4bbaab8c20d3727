package dev.ranvier.compiler.surrogate;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// (slope/2) / (1 + (pi/2 slope x)^2): the derivative of arctan(pi/2 slope x)/pi (Fang et al., ICCV
/// 2021).
///
/// @param slope how narrow and high it is, in 1/unit of voltage
public record ArcTangent(double slope) implements Surrogate {
  public ArcTangent {
    Surrogate.requireSlope(slope);
  }

  @Override
  public Value derivative(Builder builder, Value distance) {
    TensorType type = distance.tensorType();
    Value scaled = builder.multiply(builder.splat(type, Math.PI / 2 * slope), distance);
    Value width = builder.add(builder.splat(type, 1.0), builder.multiply(scaled, scaled));
    return builder.divide(builder.splat(type, slope / 2), width);
  }

  @Override
  public String toString() {
    return "arcTangent(" + slope + ")";
  }
}
