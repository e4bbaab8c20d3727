package dev.ranvier.ir.op;

/// Quotient, element by element; integers towards zero.
public record DivideOp(Value lhs, Value rhs) implements BinaryElementwise {
  public DivideOp {
    Check.sameTensorType(lhs, rhs, "divide_c1");
    Check.numbers(lhs, "divide_i1");
  }

  @Override
  public String name() {
    return "stablehlo.divide";
  }
}
