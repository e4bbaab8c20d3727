package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.Optional;

/// A ring as one bit a step. Holds only where no two events of a queue arrive in one step.
record RingOfBits(QueueType type, QueueUse use) implements PerSynapse {
  private BitWords bits() {
    return new BitWords(type);
  }

  @Override
  public String name() {
    return "bits";
  }

  @Override
  public Optional<String> lacks() {
    return use.isOnePerStep() ? Optional.empty() : Optional.of(Ring.ONE_PER_STEP);
  }

  @Override
  public List<Part> parts() {
    return bits().parts();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    List<Value> sent = bits().bits(builder, sending.mask(), sending.delay());
    return new Pushed(BitWords.or(builder, parts, sent), sending.dropped());
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value arrived = builder.convert(bits().arrived(builder, parts), ElementType.I32);
    return new Popped(bits().moved(builder, parts), arrived);
  }

  @Override
  public String why() {
    return "%d x 32 bits a queue, one bit a step, since delays are fixed and no two events of a queue"
            .formatted(bits().count())
        + " arrive in one step";
  }
}
