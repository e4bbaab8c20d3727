package dev.ranvier.ir.op;

/// lhs shifted right by rhs bits, zeros shifted in; element by element.
public record ShiftRightLogicalOp(Value lhs, Value rhs) implements BinaryElementwise {
  public ShiftRightLogicalOp {
    Check.sameTensorType(lhs, rhs, "shift_right_logical_c1");
    Check.integers(lhs, "shift_right_logical_i1");
  }

  @Override
  public String name() {
    return "stablehlo.shift_right_logical";
  }
}
