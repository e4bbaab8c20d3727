package dev.ranvier.ir.op;

/// Natural logarithm, element by element.
public record LogOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public LogOp {
    Check.floats(operand, "log_i1");
  }

  public LogOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.log";
  }
}
