package dev.ranvier.ir.op;

/// -1, 0 or 1 as the operand is below, at or above 0; element by element. Keeps signed zeros and
/// NaN.
public record SignOp(Value operand) implements UnaryElementwise {
  public SignOp {
    Check.signedOrFloats(operand, "sign_i1");
  }

  @Override
  public String name() {
    return "stablehlo.sign";
  }
}
