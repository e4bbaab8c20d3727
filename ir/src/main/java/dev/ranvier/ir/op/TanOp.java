package dev.ranvier.ir.op;

/// Tangent of radians, element by element.
public record TanOp(Value operand) implements UnaryElementwise {
  public TanOp {
    Check.floats(operand, "tan_i1");
  }

  @Override
  public String name() {
    return "stablehlo.tan";
  }
}
