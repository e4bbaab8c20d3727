package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// The same numbers in another element type: floats are rounded, integers wrapped or cut off,
/// booleans true unless 0.
public record ConvertOp(Value operand, TensorType type) implements TensorOp, Pure {
  public ConvertOp {
    Check.that(
        type.dimensions().equals(operand.tensorType().dimensions()),
        "convert_c1",
        "expected a result shaped as %s, got %s",
        operand.type(),
        type);
  }

  public static ConvertOp to(ElementType element, Value operand) {
    return new ConvertOp(operand, operand.tensorType().withElement(element));
  }

  @Override
  public String name() {
    return "stablehlo.convert";
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
