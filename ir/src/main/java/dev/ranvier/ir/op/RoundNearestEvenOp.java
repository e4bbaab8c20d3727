package dev.ranvier.ir.op;

/// Nearest integer, ties to even; element by element.
public record RoundNearestEvenOp(Value operand) implements UnaryElementwise {
  public RoundNearestEvenOp {
    Check.floats(operand, "round_nearest_even_i1");
  }

  @Override
  public String name() {
    return "stablehlo.round_nearest_even";
  }
}
