package dev.ranvier.ir.op;

/// lhs shifted right by rhs bits, sign kept; element by element.
public record ShiftRightArithmeticOp(Value lhs, Value rhs) implements BinaryElementwise {
  public ShiftRightArithmeticOp {
    Check.sameTensorType(lhs, rhs, "shift_right_arithmetic_c1");
    Check.integers(lhs, "shift_right_arithmetic_i1");
  }

  @Override
  public String name() {
    return "stablehlo.shift_right_arithmetic";
  }
}
