package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.stream.IntStream;

/// A queue that is bits by its nature: a bit that is set twice counts once, and the second event is
/// dropped.
record ShiftedBits(QueueType type, QueueUse use) implements PerSynapse {
  private BitWords bits() {
    return new BitWords(type);
  }

  @Override
  public String name() {
    return "bits";
  }

  @Override
  public List<Part> parts() {
    return bits().parts();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    List<Value> sent = bits().bits(builder, sending.mask(), sending.delay());
    Value twice =
        IntStream.range(0, parts.size())
            .mapToObj(w -> builder.and(parts.get(w), sent.get(w)))
            .reduce(builder::or)
            .orElseThrow();
    Value lost =
        builder.compare(ComparisonDirection.NE, twice, builder.splat(twice.tensorType(), 0L));
    return new Pushed(BitWords.or(builder, parts, sent), sending.dropped(lost));
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value arrived = builder.convert(bits().arrived(builder, parts), ElementType.I32);
    return new Popped(bits().moved(builder, parts), arrived);
  }

  @Override
  public String why() {
    return "%d x 32 bits a queue, shifted by one each step".formatted(bits().count());
  }
}
