package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A list of events as one bit a step, and how many of the bits are set. Where every queue has one
/// delay and is pushed at most once a step, events arrive in the order in which they are sent: the
/// new one is always the latest, so all lists that hold as many events are the same.
record CountedBits(QueueType type, QueueUse use) implements PerSynapse {
  private static final ElementType COUNT = ElementType.I32;

  private BitWords bits() {
    return new BitWords(type);
  }

  private TensorType counts() {
    return type.shapedLike(COUNT);
  }

  @Override
  public String name() {
    return "counted-bits";
  }

  @Override
  public Optional<String> lacks() {
    return use.isOnePerStep() ? Optional.empty() : Optional.of(Ring.ONE_PER_STEP);
  }

  @Override
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>(bits().parts());
    parts.add(new Part("count", counts()));
    return parts;
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Value count = parts.getLast();
    Value room = builder.splat(counts(), (long) type.capacity());
    Value free = builder.compare(ComparisonDirection.LT, count, room);
    Value held = builder.and(sending.mask(), free);
    List<Value> sent = bits().bits(builder, held, sending.delay());
    List<Value> pushed = new ArrayList<>(BitWords.or(builder, words(parts), sent));
    pushed.add(builder.add(count, builder.convert(held, COUNT)));
    Value lost = builder.and(sending.mask(), builder.not(free));
    return new Pushed(pushed, sending.dropped(lost));
  }

  private static List<Value> words(List<Value> parts) {
    return parts.subList(0, parts.size() - 1);
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value arrived = builder.convert(bits().arrived(builder, words(parts)), COUNT);
    List<Value> popped = new ArrayList<>(bits().moved(builder, words(parts)));
    popped.add(builder.subtract(parts.getLast(), arrived));
    return new Popped(popped, arrived);
  }

  @Override
  public String why() {
    return "%d x 32 bits a queue and a count, since its events arrive in the order of sending"
        .formatted(bits().count());
  }
}
