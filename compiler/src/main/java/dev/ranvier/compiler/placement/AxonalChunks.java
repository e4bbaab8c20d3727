package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import java.util.List;

/// The history of each source, as `AxonalHistory` keeps it, which is looked at once for several
/// steps: no spike arrives sooner than the shortest delay, so that what arrives within so many
/// steps is known when the first of them begins. Each synapse cuts a word out of its source's
/// history, and every step takes one bit of that word.
///
/// @param chunk of how many steps a word tells, from 1 to 32; no delay is shorter
record AxonalChunks(ProjectionType type, AxonalHistory history, int chunk)
    implements Placement.LooksAhead {
  AxonalChunks {
    if (chunk < 1 || chunk > AxonalHistory.BITS) {
      throw new IllegalArgumentException(
          "projection %s: expected chunks of 1 to %d steps, got %d"
              .formatted(type, AxonalHistory.BITS, chunk));
    }
  }

  @Override
  public List<Part> parts() {
    return history.parts();
  }

  @Override
  public List<Value> create(Builder builder) {
    return history.create(builder);
  }

  @Override
  public Delivered deliver(Builder builder, List<Value> parts, Synapses synapses, Value now) {
    return history.deliver(builder, parts, synapses, now);
  }

  @Override
  public Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now) {
    return history.send(builder, parts, spikes, synapses, now);
  }

  /// The bits of the history that begin `chunk` before a synapse's delay: two words have some each,
  /// and all others are shifted by more bits than there are, which gives 0. The last step's bit is
  /// the lowest. If all delays are of `chunk` steps, these are the first word's.
  @Override
  public Value ahead(Builder builder, List<Value> parts, Synapses synapses) {
    SourceWords words = SourceWords.of(type, synapses);
    if (history.reach() == chunk) {
      return words.ofSources(builder, parts.getFirst());
    }
    Value delays = synapses.delays();
    Value within =
        builder.clamp(
            builder.splat(delays.tensorType(), chunk),
            delays,
            builder.splat(delays.tensorType(), history.reach()));
    Value first = words.minus(builder, words.perSynapse(builder, within), chunk);
    Value found = builder.splat(words.each(), 0L);
    for (int w = 0; w < parts.size(); w++) {
      Value word = words.ofSources(builder, parts.get(w));
      Value begin = builder.splat(words.each(), (long) w * AxonalHistory.BITS);
      Value low = builder.add(new ShiftRightLogicalOp(word, builder.subtract(first, begin)));
      Value high = builder.add(new ShiftLeftOp(word, builder.subtract(begin, first)));
      found = builder.or(found, builder.or(low, high));
    }
    return found;
  }

  @Override
  public Value sums(Builder builder, Value ahead, Value turn, Synapses synapses) {
    SourceWords words = SourceWords.of(type, synapses);
    Value last = builder.scalar(ElementType.I32, chunk - 1L);
    Value place = builder.convert(builder.subtract(last, turn), ElementType.U32);
    Value shifted =
        builder.add(new ShiftRightLogicalOp(ahead, builder.broadcast(place, words.each())));
    return Weighted.sums(builder, type, words.lowest(builder, shifted), synapses);
  }
}
