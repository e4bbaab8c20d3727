package dev.ranvier.ir.op;

/// 1 / (1 + exp(-x)), element by element.
public record LogisticOp(Value operand) implements UnaryElementwise {
  public LogisticOp {
    Check.floats(operand, "logistic_i1");
  }

  @Override
  public String name() {
    return "stablehlo.logistic";
  }
}
