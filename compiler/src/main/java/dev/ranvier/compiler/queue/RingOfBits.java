package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A ring as one bit a step: bit `i` of a queue's words says whether an event arrives `i` steps
/// after the next pop. A pop shifts all bits down, a push sets one. No slot is looked up by an
/// index, so all of it is elementwise work.
///
/// Holds only where no two events of a queue arrive in one step.
record RingOfBits(QueueType type) implements PerSynapse {
  private static final int BITS = 32;

  private TensorType words() {
    return type.shapedLike(ElementType.U32);
  }

  private int count() {
    return Math.max(1, (type.capacity() + BITS - 1) / BITS);
  }

  @Override
  public List<Part> parts() {
    return IntStream.range(0, count()).mapToObj(w -> new Part("word" + w, words())).toList();
  }

  @Override
  public List<Value> create(Builder builder) {
    return parts().stream().map(part -> builder.splat(part.type(), 0L)).toList();
  }

  /// A shift by more than there are bits gives 0, and a delay before a word's first bit wraps to
  /// such a shift: so each word takes what is its own.
  @Override
  public Pushed push(Builder builder, List<Value> parts, Value mask, Value delay) {
    Value event = builder.convert(mask, ElementType.U32);
    Value steps = builder.convert(delay, ElementType.U32);
    List<Value> pushed = new ArrayList<>();
    for (int w = 0; w < parts.size(); w++) {
      Value first = builder.splat(words(), 1L + (long) w * BITS);
      Value bit = builder.add(new ShiftLeftOp(event, builder.subtract(steps, first)));
      pushed.add(builder.or(parts.get(w), bit));
    }
    return new Pushed(pushed, builder.splat(type.shapedLike(ElementType.I32), 0L));
  }

  @Override
  public Popped pop(Builder builder, List<Value> parts) {
    Value one = builder.splat(words(), 1L);
    Value arrived = builder.convert(builder.and(parts.getFirst(), one), ElementType.I32);
    List<Value> shifted = new ArrayList<>();
    for (int w = 0; w < parts.size(); w++) {
      Value down = builder.add(new ShiftRightLogicalOp(parts.get(w), one));
      shifted.add(w + 1 < parts.size() ? carryIn(builder, down, parts.get(w + 1)) : down);
    }
    return new Popped(shifted, arrived);
  }

  /// The lowest bit of the next word becomes the highest of this one.
  private Value carryIn(Builder builder, Value word, Value next) {
    Value top = builder.splat(words(), BITS - 1L);
    return builder.or(word, builder.add(new ShiftLeftOp(next, top)));
  }

  @Override
  public String why() {
    return "%d x 32 bits a queue, one bit a step, since delays are fixed and no two events of a queue"
            .formatted(count())
        + " arrive in one step";
  }
}
