package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// One history for each source, which all of its synapses read: bit `i` of a source's words says
/// whether it sent a spike `i + 1` steps before the next delivery. Sending shifts all bits up and
/// puts the new one first; delivering reads, for each synapse, the bit of its delay. Nothing is
/// kept, and nothing written, for a synapse.
///
/// @param reach the longest delay in steps
record AxonalHistory(ProjectionType type, int reach) implements Placement {
  static final int BITS = 32;

  private int count() {
    return (reach + BITS - 1) / BITS;
  }

  private TensorType words() {
    return type.perSource(ElementType.U32);
  }

  @Override
  public List<Part> parts() {
    return IntStream.range(0, count()).mapToObj(w -> new Part("history" + w, words())).toList();
  }

  @Override
  public List<Value> create(Builder builder) {
    return parts().stream().map(_ -> builder.splat(words(), 0L)).toList();
  }

  @Override
  public Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now) {
    Value one = builder.splat(words(), 1L);
    Value top = builder.splat(words(), BITS - 1L);
    Value first = builder.convert(spikes, ElementType.U32);
    List<Value> sent = new ArrayList<>();
    for (Value word : parts) {
      sent.add(builder.or(builder.add(new ShiftLeftOp(word, one)), first));
      first = builder.add(new ShiftRightLogicalOp(word, top));
    }
    Value none = builder.splat(TensorType.of(ElementType.I32, type.batch()), 0L);
    return new Sent(sent, none, Weighted.ofSources(builder, type, spikes, synapses));
  }

  /// A shift by more than there are bits gives 0, and a delay before a word's first bit wraps to
  /// such a shift: so each word gives what is its own.
  @Override
  public Delivered deliver(Builder builder, List<Value> parts, Synapses synapses, Value now) {
    SourceWords words = SourceWords.of(type, synapses);
    Value steps = words.perSynapse(builder, synapses.delays());
    List<Value> found = new ArrayList<>();
    for (int w = 0; w < parts.size(); w++) {
      Value place = words.minus(builder, steps, 1L + (long) w * BITS);
      found.add(
          builder.add(new ShiftRightLogicalOp(words.ofSources(builder, parts.get(w)), place)));
    }
    Value any = found.stream().reduce(builder::or).orElseThrow();
    return new Delivered(parts, Weighted.sums(builder, type, words.lowest(builder, any), synapses));
  }
}
