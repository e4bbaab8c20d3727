package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// A tensor known when the program is built.
public record ConstantOp(Literal value) implements TensorOp, Pure {
  @Override
  public String name() {
    return "stablehlo.constant";
  }

  @Override
  public List<Value> operands() {
    return List.of();
  }

  @Override
  public Map<String, Attribute> attributes() {
    return Map.of("value", new Attribute.Dense(value));
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(value.type());
  }
}
