package dev.ranvier.ir.op;

/// Magnitude, element by element; the smallest integer stays itself.
public record AbsOp(Value operand) implements UnaryElementwise {
  public AbsOp {
    Check.signedOrFloats(operand, "abs_i1");
  }

  @Override
  public String name() {
    return "stablehlo.abs";
  }
}
