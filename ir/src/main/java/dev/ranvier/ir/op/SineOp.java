package dev.ranvier.ir.op;

/// Sine of radians, element by element.
public record SineOp(Value operand) implements UnaryElementwise {
  public SineOp {
    Check.floats(operand, "sine_i1");
  }

  @Override
  public String name() {
    return "stablehlo.sine";
  }
}
