package dev.ranvier.ir.op;

/// Cubic root, element by element.
public record CbrtOp(Value operand) implements UnaryElementwise {
  public CbrtOp {
    Check.floats(operand, "cbrt_i1");
  }

  @Override
  public String name() {
    return "stablehlo.cbrt";
  }
}
