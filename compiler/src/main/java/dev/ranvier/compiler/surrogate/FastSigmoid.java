package dev.ranvier.compiler.surrogate;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// slope / (slope |x| + 1)^2: the derivative of the fast sigmoid slope x / (1 + slope |x|), whose
/// area is 2 whatever the slope (Zenke and Vogels, Neural Computation 33, 2021).
///
/// @param slope how narrow and high it is, in 1/unit of voltage
public record FastSigmoid(double slope) implements Surrogate {
  public FastSigmoid {
    Surrogate.requireSlope(slope);
  }

  @Override
  public Value derivative(Builder builder, Value distance) {
    TensorType type = distance.tensorType();
    Value width = Surrogate.widened(builder, slope, distance);
    return builder.divide(builder.splat(type, slope), builder.multiply(width, width));
  }

  @Override
  public String toString() {
    return "fastSigmoid(" + slope + ")";
  }
}
