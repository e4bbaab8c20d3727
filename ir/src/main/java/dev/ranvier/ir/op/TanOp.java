package dev.ranvier.ir.op;

/// Tangent of radians, element by element.
public record TanOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public TanOp {
    Check.floats(operand, "tan_i1");
  }

  public TanOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.tan";
  }
}
