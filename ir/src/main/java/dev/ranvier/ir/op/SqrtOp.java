package dev.ranvier.ir.op;

/// Square root, element by element.
public record SqrtOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public SqrtOp {
    Check.floats(operand, "sqrt_i1");
  }

  public SqrtOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.sqrt";
  }
}
