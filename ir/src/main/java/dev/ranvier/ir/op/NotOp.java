package dev.ranvier.ir.op;

/// Bitwise complement, element by element; logical for booleans.
public record NotOp(Value operand) implements UnaryElementwise {
  public NotOp {
    Check.booleansOrIntegers(operand, "not_i1");
  }

  @Override
  public String name() {
    return "stablehlo.not";
  }
}
