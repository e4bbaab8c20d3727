package dev.ranvier.ir.op;

/// Sine of radians, element by element.
public record SineOp(Value operand, ResultAccuracy accuracy) implements Transcendental {
  public SineOp {
    Check.floats(operand, "sine_i1");
  }

  public SineOp(Value operand) {
    this(operand, ResultAccuracy.DEFAULT);
  }

  @Override
  public String name() {
    return "stablehlo.sine";
  }
}
