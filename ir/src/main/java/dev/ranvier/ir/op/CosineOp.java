package dev.ranvier.ir.op;

/// Cosine of radians, element by element.
public record CosineOp(Value operand) implements UnaryElementwise {
  public CosineOp {
    Check.floats(operand, "cosine_i1");
  }

  @Override
  public String name() {
    return "stablehlo.cosine";
  }
}
