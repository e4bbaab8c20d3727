package dev.ranvier.ir.op;

/// What is left of lhs after division by rhs, of the sign of lhs; element by element.
public record RemainderOp(Value lhs, Value rhs) implements BinaryElementwise {
  public RemainderOp {
    Check.sameTensorType(lhs, rhs, "remainder_c1");
    Check.numbers(lhs, "remainder_i1");
  }

  @Override
  public String name() {
    return "stablehlo.remainder";
  }
}
