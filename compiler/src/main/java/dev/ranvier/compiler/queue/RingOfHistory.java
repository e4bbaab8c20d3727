package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A ring as the history of its source: bit `i` of a source's words says whether it sent a spike
/// `i` and one more steps before the next pop. A push shifts all bits up and puts the new one
/// first; a pop reads, for each synapse, the bit of its delay. Nothing is kept, and nothing
/// written, for a synapse.
record RingOfHistory(QueueType type, QueueUse use) implements PerSource {
  private static final int BITS = 32;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public Optional<String> lacks() {
    return use.isOneTrainPerSource()
        ? Optional.empty()
        : Optional.of("synapses that are sent the spikes of their source, once a step");
  }

  private int count() {
    return Math.max(1, (Queues.reach(type) + BITS - 1) / BITS);
  }

  private TensorType words() {
    return new TensorType(type.dimensions().subList(0, 2), ElementType.U32);
  }

  @Override
  public List<Part> parts() {
    return IntStream.range(0, count()).mapToObj(w -> new Part("history" + w, words())).toList();
  }

  @Override
  public Pushed push(Builder builder, List<Value> parts, Value sent, Value delays) {
    Value one = builder.splat(words(), 1L);
    Value top = builder.splat(words(), BITS - 1L);
    Value first = builder.convert(sent, ElementType.U32);
    List<Value> pushed = new ArrayList<>();
    for (Value word : parts) {
      pushed.add(builder.or(builder.add(new ShiftLeftOp(word, one)), first));
      first = builder.add(new ShiftRightLogicalOp(word, top));
    }
    return new Pushed(pushed, dropped(builder, sent, delays));
  }

  private Value dropped(Builder builder, Value sent, Value delays) {
    TensorType synapses = type.shapedLike(ElementType.I1);
    Sending sending =
        new Sending(
            builder,
            type,
            use,
            builder.broadcast(sent, synapses, 0, 1),
            builder.broadcast(delays, synapses.withElement(ElementType.I32), 1, 2));
    return sending.dropped();
  }

  /// A shift by more than there are bits gives 0, and a delay before a word's first bit wraps to
  /// such a shift: so each word gives what is its own.
  @Override
  public Popped pop(Builder builder, List<Value> parts, Value delays) {
    TensorType synapses = type.shapedLike(ElementType.U32);
    Value steps = builder.convert(withinReach(builder, delays), ElementType.U32);
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

  /// A delay that is too long becomes 0, which finds nothing.
  private Value withinReach(Builder builder, Value delays) {
    if (use.delaysWithinReach()) {
      return delays;
    }
    TensorType steps = delays.tensorType();
    Value reach = builder.splat(steps, (long) Queues.reach(type));
    return builder.select(
        builder.compare(ComparisonDirection.LE, delays, reach),
        builder.maximum(delays, builder.splat(steps, 1L)),
        builder.splat(steps, 0L));
  }

  @Override
  public String why() {
    return "%d x 32 bits a source, one bit a step, since the synapses of a source are sent the same"
            .formatted(count())
        + " spikes and delays are fixed";
  }
}
