package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/// A lossy ring of up to four slots as stamps of 7 bits in one word, which is rotated by one slot
/// with every pop.
record PackedLossy(QueueType type, QueueUse use) implements PerSynapse {
  /// One more than the largest stamp.
  private static final int FULL = 128;

  private static final int LANES = 4;

  @Override
  public String name() {
    return "packed";
  }

  @Override
  public Optional<String> lacks() {
    return Queues.reach(type) < FULL && type.capacity() <= LANES
        ? Optional.empty()
        : Optional.of("delays of at most %d steps and at most %d slots".formatted(FULL - 1, LANES));
  }

  private TensorType words() {
    return type.shapedLike(ElementType.U32);
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("word0", words()));
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Sending sending = new Sending(builder, type, use, mask, delay);
    Bytes bytes = new Bytes(builder, words());
    Value word = parts.getFirst();
    Value event = sending.stamp(ElementType.U32, FULL);
    Value bits = bytes.up(builder.convert(sending.slot(type.capacity()), ElementType.U32), 3);
    Value byteOfSlot = builder.add(new ShiftLeftOp(bytes.number(FULL - 1L), bits));
    Value taken = builder.select(bytes.isNotZero(event), byteOfSlot, bytes.zero());
    Value placed = builder.add(new ShiftLeftOp(event, bits));
    Value pushed = bytes.or(bytes.without(word, taken), placed);
    return new Pushed(List.of(pushed), sending.dropped(bytes.isNotZero(bytes.and(word, taken))));
  }

  /// An event that is due has the largest stamp, and ages to 0: it leaves a free slot.
  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Bytes bytes = new Bytes(builder, words());
    Value now = bytes.number(FULL - 1L);
    Value due = builder.compare(ComparisonDirection.EQ, bytes.and(parts.getFirst(), now), now);
    Value aged = bytes.aged(parts.getFirst());
    Value first = bytes.up(bytes.and(aged, now), 8L * (type.capacity() - 1));
    Value moved = type.capacity() == 1 ? aged : bytes.or(bytes.down(aged, 8), first);
    return new Popped(List.of(moved), builder.convert(due, ElementType.I32));
  }

  @Override
  public String why() {
    return "%d stamps of 7 bits in 32 bits a queue, rotated instead of indexed"
        .formatted(type.capacity());
  }
}
