package dev.ranvier.compiler.surrogate;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// slope max(0, 1 - slope |x|), a triangle of area 1 (Bellec et al., NeurIPS 2018).
///
/// @param slope how narrow and high it is, in 1/unit of voltage
public record Triangular(double slope) implements Surrogate {
  public Triangular {
    Surrogate.requireSlope(slope);
  }

  @Override
  public Value derivative(Builder builder, Value distance) {
    TensorType type = distance.tensorType();
    Value scaled = builder.multiply(builder.splat(type, slope), builder.abs(distance));
    Value height = builder.subtract(builder.splat(type, 1.0), scaled);
    Value zero = builder.splat(type, 0.0);
    return builder.multiply(builder.splat(type, slope), builder.maximum(height, zero));
  }

  @Override
  public String toString() {
    return "triangular(" + slope + ")";
  }
}
