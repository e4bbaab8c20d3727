package dev.ranvier.ir.op;

/// Natural logarithm of 1 plus the operand, exact near 0; element by element.
public record LogPlusOneOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public LogPlusOneOp {
    Check.floats(operand, "log_plus_one_i1");
  }

  public LogPlusOneOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.log_plus_one";
  }
}
