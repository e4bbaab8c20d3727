package dev.ranvier.ir.op;

/// e to the power of the operand, element by element.
public record ExponentialOp(Value operand) implements UnaryElementwise {
  public ExponentialOp {
    Check.floats(operand, "exponential_i1");
  }

  @Override
  public String name() {
    return "stablehlo.exponential";
  }
}
