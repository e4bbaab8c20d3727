package dev.ranvier.ir.op;

/// 1 over the square root, element by element.
public record RsqrtOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public RsqrtOp {
    Check.floats(operand, "rsqrt_i1");
  }

  public RsqrtOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.rsqrt";
  }
}
