package dev.ranvier.ir.op;

/// lhs shifted left by rhs bits, element by element; 0 when that is all bits or more.
public record ShiftLeftOp(Value lhs, Value rhs) implements BinaryElementwise {
  public ShiftLeftOp {
    Check.sameTensorType(lhs, rhs, "shift_left_c1");
    Check.integers(lhs, "shift_left_i1");
  }

  @Override
  public String name() {
    return "stablehlo.shift_left";
  }
}
