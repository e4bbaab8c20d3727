package dev.ranvier.ir.op;

/// Nearest integer upwards, element by element.
public record CeilOp(Value operand) implements UnaryElementwise {
  public CeilOp {
    Check.floats(operand, "ceil_i1");
  }

  @Override
  public String name() {
    return "stablehlo.ceil";
  }
}
