package dev.ranvier.ir.op;

/// Difference, element by element; integers wrap.
public record SubtractOp(Value lhs, Value rhs) implements BinaryElementwise {
  public SubtractOp {
    Check.sameTensorType(lhs, rhs, "subtract_c1");
    Check.numbers(lhs, "subtract_i1");
  }

  @Override
  public String name() {
    return "stablehlo.subtract";
  }
}
