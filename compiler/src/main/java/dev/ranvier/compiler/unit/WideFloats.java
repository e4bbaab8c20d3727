package dev.ranvier.compiler.unit;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;

/// Arithmetic on `f32` that is carried out in `f64`, where the product of two `f32` is exact.
public final class WideFloats {
  private WideFloats() {}

  /// A tensor of `f32` times a number, which is rounded to `f32` first; the result is `f64`.
  public static Value scaled(Builder builder, double factor, Value operand) {
    Value wide = builder.convert(operand, ElementType.F64);
    return builder.multiply(builder.splat(wide.tensorType(), (double) (float) factor), wide);
  }
}
