package dev.ranvier.ir.op;

/// Sum, element by element; logical or for booleans.
public record AddOp(Value lhs, Value rhs) implements BinaryElementwise {
  public AddOp {
    Check.sameTensorType(lhs, rhs, "add_c1");
  }

  @Override
  public String name() {
    return "stablehlo.add";
  }
}
