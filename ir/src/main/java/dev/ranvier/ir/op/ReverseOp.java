package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Turns the order of the elements along some dimensions.
public record ReverseOp(Value operand, List<Long> dimensions) implements TensorOp, Pure {
  public ReverseOp {
    dimensions = List.copyOf(dimensions);
    Check.unique(dimensions, "reverse_c2", "dimensions");
    Check.axes(dimensions, operand.tensorType(), "reverse_c3", "dimensions");
  }

  @Override
  public String name() {
    return "stablehlo.reverse";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().ints("dimensions", dimensions).build();
  }

  /// reverse_c1.
  @Override
  public List<Type> resultTypes() {
    return List.of(operand.type());
  }
}
