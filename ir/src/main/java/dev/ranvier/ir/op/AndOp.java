package dev.ranvier.ir.op;

/// Bitwise and, element by element; logical for booleans.
public record AndOp(Value lhs, Value rhs) implements BinaryElementwise {
  public AndOp {
    Check.sameTensorType(lhs, rhs, "and_c1");
    Check.booleansOrIntegers(lhs, "and_i1");
  }

  @Override
  public String name() {
    return "stablehlo.and";
  }
}
