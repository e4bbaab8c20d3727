package dev.ranvier.ir.op;

/// Hyperbolic tangent, element by element.
public record TanhOp(Value operand) implements UnaryElementwise {
  public TanhOp {
    Check.floats(operand, "tanh_i1");
  }

  @Override
  public String name() {
    return "stablehlo.tanh";
  }
}
