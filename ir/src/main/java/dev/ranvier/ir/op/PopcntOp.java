package dev.ranvier.ir.op;

/// Number of set bits, element by element.
public record PopcntOp(Value operand) implements UnaryElementwise {
  public PopcntOp {
    Check.integers(operand, "popcnt_i1");
  }

  @Override
  public String name() {
    return "stablehlo.popcnt";
  }
}
