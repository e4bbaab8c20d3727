package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Counts from 0 along one dimension.
public record IotaOp(TensorType type, long dimension) implements TensorOp, Pure {
  public IotaOp {
    Check.that(
        dimension >= 0 && dimension < type.rank(),
        "iota_c1",
        "expected a dimension of %s, got %d",
        type,
        dimension);
    Check.that(!type.element().isBoolean(), "iota_o1", "expected integers or floats, got %s", type);
  }

  @Override
  public String name() {
    return "stablehlo.iota";
  }

  @Override
  public List<Value> operands() {
    return List.of();
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().integer("iota_dimension", dimension).build();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
