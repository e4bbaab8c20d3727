package dev.ranvier.ir.op;

/// 1 over the square root, element by element.
public record RsqrtOp(Value operand) implements UnaryElementwise {
  public RsqrtOp {
    Check.floats(operand, "rsqrt_i1");
  }

  @Override
  public String name() {
    return "stablehlo.rsqrt";
  }
}
