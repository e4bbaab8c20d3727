package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// A projection with nothing under way.
public record ProjectionCreateOp(ProjectionType type) implements EventOp {
  static ProjectionCreateOp read(OpParts parts) {
    return new ProjectionCreateOp(parts.type(ProjectionType.class, "a type of projection"));
  }

  @Override
  public String name() {
    return "ranvier.projection_create";
  }

  @Override
  public List<Value> operands() {
    return List.of();
  }

  @Override
  public Map<String, Attribute> attributes() {
    return Map.of("type", new Attribute.OfType(type));
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
