package dev.ranvier.ir.op;

/// e to the power of the operand, less 1, exact near 0; element by element.
public record ExponentialMinusOneOp(Value operand) implements UnaryElementwise {
  public ExponentialMinusOneOp {
    Check.floats(operand, "exponential_minus_one_i1");
  }

  @Override
  public String name() {
    return "stablehlo.exponential_minus_one";
  }
}
