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

/// One bit for each of the next steps: bit `i` of a queue's words says whether an event arrives `i`
/// steps after the next pop. A pop shifts all bits down, a push sets one. No slot is looked up by
/// an index, so all of it is elementwise work.
///
/// @param type of the queues, of which each has bits for as many steps as it reaches
record BitWords(QueueType type) {
  private static final int BITS = 32;

  private TensorType words() {
    return type.shapedLike(ElementType.U32);
  }

  int count() {
    return Math.max(1, (Queues.reach(type) + BITS - 1) / BITS);
  }

  List<QueueLowering.Part> parts() {
    return IntStream.range(0, count())
        .mapToObj(w -> new QueueLowering.Part("word" + w, words()))
        .toList();
  }

  /// For each word the bit of an event, where there is one.
  ///
  /// A shift by more than there are bits gives 0, and a delay before a word's first bit wraps to
  /// such a shift: so each word takes what is its own. The bit of a single word is made of the
  /// delay alone, so that it is computed once where delays are fixed; of several, that would be
  /// more to read than to compute.
  List<Value> bits(Builder builder, Value mask, Value delay) {
    Value none = builder.splat(words(), 0L);
    Value one = builder.splat(words(), 1L);
    Value event = count() == 1 ? one : builder.convert(mask, ElementType.U32);
    Value steps = builder.convert(delay, ElementType.U32);
    List<Value> bits = new ArrayList<>();
    for (int w = 0; w < count(); w++) {
      Value first = builder.splat(words(), 1L + (long) w * BITS);
      bits.add(builder.add(new ShiftLeftOp(event, builder.subtract(steps, first))));
    }
    return count() == 1 ? List.of(builder.select(mask, bits.getFirst(), none)) : bits;
  }

  /// Whether an event arrives now, 0 or 1.
  Value arrived(Builder builder, List<Value> words) {
    return builder.and(words.getFirst(), builder.splat(words(), 1L));
  }

  /// All bits one step closer.
  List<Value> moved(Builder builder, List<Value> words) {
    Value one = builder.splat(words(), 1L);
    Value top = builder.splat(words(), BITS - 1L);
    List<Value> moved = new ArrayList<>();
    for (int w = 0; w < words.size(); w++) {
      Value down = builder.add(new ShiftRightLogicalOp(words.get(w), one));
      moved.add(
          w + 1 < words.size()
              ? builder.or(down, builder.add(new ShiftLeftOp(words.get(w + 1), top)))
              : down);
    }
    return moved;
  }

  static List<Value> or(Builder builder, List<Value> words, List<Value> others) {
    return IntStream.range(0, words.size())
        .mapToObj(w -> builder.or(words.get(w), others.get(w)))
        .toList();
  }
}
