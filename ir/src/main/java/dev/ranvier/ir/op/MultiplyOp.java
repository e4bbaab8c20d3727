package dev.ranvier.ir.op;

/// Product, element by element; logical and for booleans.
public record MultiplyOp(Value lhs, Value rhs) implements BinaryElementwise {
  public MultiplyOp {
    Check.sameTensorType(lhs, rhs, "multiply_c1");
  }

  @Override
  public String name() {
    return "stablehlo.multiply";
  }
}
