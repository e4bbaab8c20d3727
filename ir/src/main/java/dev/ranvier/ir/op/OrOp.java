package dev.ranvier.ir.op;

/// Bitwise or, element by element; logical for booleans.
public record OrOp(Value lhs, Value rhs) implements BinaryElementwise {
  public OrOp {
    Check.sameTensorType(lhs, rhs, "or_c1");
    Check.booleansOrIntegers(lhs, "or_i1");
  }

  @Override
  public String name() {
    return "stablehlo.or";
  }
}
