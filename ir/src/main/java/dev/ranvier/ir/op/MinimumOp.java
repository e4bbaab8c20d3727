package dev.ranvier.ir.op;

/// The smaller, element by element; NaN if either is; logical and for booleans.
public record MinimumOp(Value lhs, Value rhs) implements BinaryElementwise {
  public MinimumOp {
    Check.sameTensorType(lhs, rhs, "minimum_c1");
  }

  @Override
  public String name() {
    return "stablehlo.minimum";
  }
}
