package dev.ranvier.ir.op;

/// lhs to the power of rhs, element by element.
public record PowerOp(Value lhs, Value rhs) implements BinaryElementwise {
  public PowerOp {
    Check.sameTensorType(lhs, rhs, "power_c1");
    Check.numbers(lhs, "power_i1");
  }

  @Override
  public String name() {
    return "stablehlo.power";
  }
}
