package dev.ranvier.compiler.surrogate;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// 1 / (slope |x| + 1)^2, as in SuperSpike (Zenke and Ganguli, Neural Computation 30, 2018).
///
/// @param slope how narrow it is, in 1/unit of voltage
public record SuperSpike(double slope) implements Surrogate {
  public SuperSpike {
    Surrogate.requireSlope(slope);
  }

  @Override
  public Value derivative(Builder builder, Value distance) {
    TensorType type = distance.tensorType();
    Value width = Surrogate.widened(builder, slope, distance);
    return builder.divide(builder.splat(type, 1.0), builder.multiply(width, width));
  }

  @Override
  public String toString() {
    return "superSpike(" + slope + ")";
  }
}
