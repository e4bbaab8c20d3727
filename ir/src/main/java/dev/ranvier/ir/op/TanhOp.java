package dev.ranvier.ir.op;

/// Hyperbolic tangent, element by element.
public record TanhOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public TanhOp {
    Check.floats(operand, "tanh_i1");
  }

  public TanhOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.tanh";
  }
}
