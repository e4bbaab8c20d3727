package dev.ranvier.ir.op;

/// Cosine of radians, element by element.
public record CosineOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public CosineOp {
    Check.floats(operand, "cosine_i1");
  }

  public CosineOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.cosine";
  }
}
