package dev.ranvier.ir.op;

/// The number of opposite sign, element by element; unsigned integers wrap.
public record NegateOp(Value operand) implements UnaryElementwise {
  public NegateOp {
    Check.numbers(operand, "negate_i1");
  }

  @Override
  public String name() {
    return "stablehlo.negate";
  }
}
