package dev.ranvier.ir.op;

/// The larger, element by element; NaN if either is; logical or for booleans.
public record MaximumOp(Value lhs, Value rhs) implements BinaryElementwise {
  public MaximumOp {
    Check.sameTensorType(lhs, rhs, "maximum_c1");
  }

  @Override
  public String name() {
    return "stablehlo.maximum";
  }
}
