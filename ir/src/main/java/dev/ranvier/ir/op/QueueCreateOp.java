package dev.ranvier.ir.op;

import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Empty queues.
public record QueueCreateOp(QueueType type) implements EventOp {
  static QueueCreateOp read(OpParts parts) {
    return new QueueCreateOp(parts.type(QueueType.class, "a type of queues"));
  }

  @Override
  public String name() {
    return "ranvier.queue_create";
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
