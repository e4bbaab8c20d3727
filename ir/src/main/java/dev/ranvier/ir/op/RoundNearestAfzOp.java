package dev.ranvier.ir.op;

/// Nearest integer, ties away from zero; element by element.
public record RoundNearestAfzOp(Value operand) implements UnaryElementwise {
  public RoundNearestAfzOp {
    Check.floats(operand, "round_nearest_afz_i1");
  }

  @Override
  public String name() {
    return "stablehlo.round_nearest_afz";
  }
}
