package dev.ranvier.ir.op;

/// Natural logarithm of 1 plus the operand, exact near 0; element by element.
public record LogPlusOneOp(Value operand) implements UnaryElementwise {
  public LogPlusOneOp {
    Check.floats(operand, "log_plus_one_i1");
  }

  @Override
  public String name() {
    return "stablehlo.log_plus_one";
  }
}
