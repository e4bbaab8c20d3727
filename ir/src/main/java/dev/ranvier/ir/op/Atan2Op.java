package dev.ranvier.ir.op;

/// Angle of the point (rhs, lhs), in radians from -pi to pi; element by element.
public record Atan2Op(Value lhs, Value rhs) implements BinaryElementwise {
  public Atan2Op {
    Check.sameTensorType(lhs, rhs, "atan2_c1");
    Check.floats(lhs, "atan2_i1");
  }

  @Override
  public String name() {
    return "stablehlo.atan2";
  }
}
