package dev.ranvier.ir.op;

/// Natural logarithm, element by element.
public record LogOp(Value operand) implements UnaryElementwise {
  public LogOp {
    Check.floats(operand, "log_i1");
  }

  @Override
  public String name() {
    return "stablehlo.log";
  }
}
