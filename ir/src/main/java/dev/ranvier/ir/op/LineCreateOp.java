package dev.ranvier.ir.op;

import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// A line after the last step: nothing arrives later, so that all cotangents are zero, and no event
/// takes the place of another.
public record LineCreateOp(LineType type) implements EventOp {
  static LineCreateOp read(OpParts parts) {
    return new LineCreateOp(parts.type(LineType.class, "a type of line"));
  }

  @Override
  public String name() {
    return "ranvier.line_create";
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
