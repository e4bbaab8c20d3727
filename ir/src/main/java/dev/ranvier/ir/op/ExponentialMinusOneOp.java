package dev.ranvier.ir.op;

/// e to the power of the operand, less 1, exact near 0; element by element.
public record ExponentialMinusOneOp(Value operand, ResultAccuracy accuracy)
    implements Transcendental {
  public ExponentialMinusOneOp {
    Check.floats(operand, "exponential_minus_one_i1");
  }

  public ExponentialMinusOneOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.exponential_minus_one";
  }
}
