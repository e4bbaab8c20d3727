package dev.ranvier.ir.op;

/// e to the power of the operand, element by element.
public record ExponentialOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public ExponentialOp {
    Check.floats(operand, "exponential_i1");
  }

  public ExponentialOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.exponential";
  }
}
