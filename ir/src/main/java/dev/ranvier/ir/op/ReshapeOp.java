package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// The same elements in row-major order, in another shape.
public record ReshapeOp(Value operand, TensorType type) implements TensorOp, Pure {
  public ReshapeOp {
    TensorType from = operand.tensorType();
    Check.that(
        type.element() == from.element(),
        "reshape_c1",
        "expected a result of %s, got %s",
        from.element(),
        type);
    Check.that(
        type.size() == from.size(),
        "reshape_c2",
        "expected a result of %d elements, got %s",
        from.size(),
        type);
  }

  @Override
  public String name() {
    return "stablehlo.reshape";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
