package dev.ranvier.ir.op;

/// Square root, element by element.
public record SqrtOp(Value operand) implements UnaryElementwise {
  public SqrtOp {
    Check.floats(operand, "sqrt_i1");
  }

  @Override
  public String name() {
    return "stablehlo.sqrt";
  }
}
