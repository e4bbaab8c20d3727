package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Keeps each element between two bounds.
///
/// @param min one bound for each element, or one for all
/// @param max the same
public record ClampOp(Value min, Value operand, Value max) implements TensorOp, Pure {
  public ClampOp {
    checkBound(min, operand, "clamp_c1");
    checkBound(max, operand, "clamp_c2");
    Check.sameElement(min, operand, "clamp_c3");
    Check.sameElement(max, operand, "clamp_c3");
  }

  private static void checkBound(Value bound, Value operand, String label) {
    TensorType type = bound.tensorType();
    Check.that(
        type.isScalar() || type.dimensions().equals(operand.tensorType().dimensions()),
        label,
        "expected a bound that is a scalar or shaped as %s, got %s",
        operand.type(),
        type);
  }

  @Override
  public String name() {
    return "stablehlo.clamp";
  }

  @Override
  public List<Value> operands() {
    return List.of(min, operand, max);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(operand.type());
  }
}
