package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// No state at all: what is pushed is dropped.
record Nothing(QueueType type) implements PerSynapse {
  @Override
  public String name() {
    return "nothing";
  }

  @Override
  public List<Part> parts() {
    return List.of();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    return new Pushed(List.of(), builder.convert(mask, ElementType.I32));
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    return new Popped(List.of(), builder.splat(type.shapedLike(ElementType.I32), 0L));
  }

  @Override
  public String why() {
    return "no state, since all is dropped";
  }
}
