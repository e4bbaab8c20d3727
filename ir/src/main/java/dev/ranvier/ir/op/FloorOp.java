package dev.ranvier.ir.op;

/// Nearest integer downwards, element by element.
public record FloorOp(Value operand) implements UnaryElementwise {
  public FloorOp {
    Check.floats(operand, "floor_i1");
  }

  @Override
  public String name() {
    return "stablehlo.floor";
  }
}
