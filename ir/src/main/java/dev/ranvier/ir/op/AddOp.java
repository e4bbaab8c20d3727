package dev.ranvier.ir.op;

/// Sum, element by element; logical or for booleans.
public record AddOp(Value lhs, Value rhs) implements BinaryElementwise {
  public AddOp {
    Check.that(
        lhs.type().equals(rhs.type()),
        "add_c1",
        "expected operands of one type, got %s and %s",
        lhs.type(),
        rhs.type());
  }

  @Override
  public String name() {
    return "stablehlo.add";
  }
}
