package dev.ranvier.ir.op;

/// Number of zero bits above the highest set bit, element by element; all bits for 0.
public record CountLeadingZerosOp(Value operand) implements UnaryElementwise {
  public CountLeadingZerosOp {
    Check.integers(operand, "count_leading_zeros_i1");
  }

  @Override
  public String name() {
    return "stablehlo.count_leading_zeros";
  }
}
