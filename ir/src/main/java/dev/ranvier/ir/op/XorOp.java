package dev.ranvier.ir.op;

/// Bitwise exclusive or, element by element; logical for booleans.
public record XorOp(Value lhs, Value rhs) implements BinaryElementwise {
  public XorOp {
    Check.sameTensorType(lhs, rhs, "xor_c1");
    Check.booleansOrIntegers(lhs, "xor_i1");
  }

  @Override
  public String name() {
    return "stablehlo.xor";
  }
}
