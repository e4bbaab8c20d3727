package dev.ranvier.ir.op;

/// 1 / (1 + exp(-x)), element by element.
public record LogisticOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public LogisticOp {
    Check.floats(operand, "logistic_i1");
  }

  public LogisticOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.logistic";
  }
}
