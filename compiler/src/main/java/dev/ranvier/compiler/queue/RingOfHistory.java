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

/// A ring as the history of its source: bit `i` of a source's words says whether it sent a spike `i
/// + 1` steps before the next pop. A push shifts all bits up and puts the new one first; a pop
///   reads, for each synapse, the bit of its delay. Nothing is kept, and nothing written, for a
///   synapse.
record RingOfHistory(QueueType type) implements PerSource {
  private static final int BITS = 32;

  private int count() {
    return Math.max(1, (type.capacity() + BITS - 1) / BITS);
  }

  private TensorType words() {
    return new TensorType(type.dimensions().subList(0, 2), ElementType.U32);
  }

  @Override
  public List<Part> parts() {
    return IntStream.range(0, count()).mapToObj(w -> new Part("history" + w, words())).toList();
  }

  @Override
  public List<Value> create(Builder builder) {
    return parts().stream().map(part -> builder.splat(part.type(), 0L)).toList();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value sent) {
    Value one = builder.splat(words(), 1L);
    Value top = builder.splat(words(), BITS - 1L);
    Value first = builder.convert(sent, ElementType.U32);
    List<Value> pushed = new ArrayList<>();
    for (Value word : parts) {
      pushed.add(builder.or(builder.add(new ShiftLeftOp(word, one)), first));
      first = builder.add(new ShiftRightLogicalOp(word, top));
    }
    return new Pushed(pushed, builder.splat(type.shapedLike(ElementType.I32), 0L));
  }

  /// A shift by more than there are bits gives 0, and a delay before a word's first bit wraps to
  /// such a shift: so each word gives what is its own.
  @Override
  public Popped pop(Builder builder, List<Value> parts, Value delays) {
    TensorType synapses = type.shapedLike(ElementType.U32);
    Value steps = builder.convert(delays, ElementType.U32);
    List<Value> found = new ArrayList<>();
    for (int w = 0; w < parts.size(); w++) {
      Value first = builder.splat(steps.tensorType(), 1L + (long) w * BITS);
      Value place = builder.broadcast(builder.subtract(steps, first), synapses, 1, 2);
      Value word = builder.broadcast(parts.get(w), synapses, 0, 1);
      found.add(builder.add(new ShiftRightLogicalOp(word, place)));
    }
    Value any = found.stream().reduce(builder::or).orElseThrow();
    Value bit = builder.and(any, builder.splat(synapses, 1L));
    return new Popped(parts, builder.convert(bit, ElementType.I32));
  }

  @Override
  public String why() {
    return "%d x 32 bits a source, one bit a step, since the synapses of a source are sent the same"
            .formatted(count())
        + " spikes and delays are fixed";
  }
}
