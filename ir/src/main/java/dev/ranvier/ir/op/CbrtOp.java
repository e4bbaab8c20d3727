package dev.ranvier.ir.op;

/// Cubic root, element by element.
public record CbrtOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public CbrtOp {
    Check.floats(operand, "cbrt_i1");
  }

  public CbrtOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.cbrt";
  }
}
