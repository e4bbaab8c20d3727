package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.OptionalLong;

/// The synapses of a projection as flat tables that a loop reads one element at a time. All of it
/// depends on nothing that changes from step to step, so it is computed once, in front of the time
/// loop.
///
/// @param weights `f32`, `[synapse]`
/// @param delays `i32`, `[synapse]`, from 1 to the reach
/// @param places where in the ring, counted from the next row, a synapse of the first sample adds
/// @param starts of each neuron of each sample, its first synapse; empty for dense rows of one
///   sample, where it is a product
/// @param ends as `starts`, the synapse after its last
/// @param samples as `starts`, its sample
/// @param equalDelay the delay of all synapses, if they are dense and it is seen to be one number
record RowTable(
    ProjectionType type,
    boolean dense,
    Value weights,
    Value delays,
    Value places,
    Value starts,
    Value ends,
    Value samples,
    OptionalLong equalDelay) {
  /// The synapses of one neuron of one sample.
  ///
  /// @param first its first synapse
  /// @param end the synapse after its last
  /// @param sample its sample
  record Row(Value first, Value end, Value sample) {}

  static RowTable of(Builder builder, ProjectionType type, Synapses synapses, int reach) {
    Value delays = Weighted.delays(builder, synapses, reach);
    TensorType each = delays.tensorType();
    Value one = builder.splat(each, 1L);
    Value width = builder.splat(each, type.batch() * type.targets());
    Value places =
        builder.add(
            builder.multiply(builder.subtract(delays, one), width),
            targets(builder, type, synapses));
    return new RowTable(
        type,
        synapses.isDense(),
        Weighted.flat(builder, synapses.weights()),
        delays,
        places,
        edges(builder, type, synapses, 0),
        edges(builder, type, synapses, 1),
        perNeuron(builder, type, builder.iota(TensorType.of(ElementType.I32, type.batch()), 0), 0),
        synapses.isDense() ? equalDelay(synapses.delays(), reach) : OptionalLong.empty());
  }

  private static OptionalLong equalDelay(Value delays, int reach) {
    OptionalLong seen = reach == 1 ? OptionalLong.of(1) : Weighted.onlyNumber(delays);
    return seen.isPresent() ? OptionalLong.of(Math.clamp(seen.getAsLong(), 1, reach)) : seen;
  }

  private static Value targets(Builder builder, ProjectionType type, Synapses synapses) {
    if (!synapses.isDense()) {
      return synapses.targets();
    }
    TensorType matrix = TensorType.of(ElementType.I32, type.sources(), type.targets());
    return Weighted.flat(builder, builder.iota(matrix, 1));
  }

  /// @param shift 0 for the first synapse of each neuron, 1 for the one after its last
  private static Value edges(Builder builder, ProjectionType type, Synapses synapses, long shift) {
    TensorType sources = TensorType.of(ElementType.I32, type.sources());
    Value edges =
        synapses.isDense()
            ? builder.multiply(
                builder.add(builder.iota(sources, 0), builder.splat(sources, shift)),
                builder.splat(sources, type.targets()))
            : builder.slice(synapses.starts(), List.of(shift), List.of(type.sources() + shift));
    return perNeuron(builder, type, edges, 1);
  }

  private static Value perNeuron(Builder builder, ProjectionType type, Value values, long axis) {
    TensorType all = type.perSource(ElementType.I32);
    return Weighted.flat(builder, builder.broadcast(values, all, axis));
  }

  /// @param neuron counted through all samples
  Row row(Builder builder, Value neuron) {
    return new Row(
        element(builder, starts, neuron),
        element(builder, ends, neuron),
        type.batch() == 1
            ? builder.scalar(ElementType.I32, 0L)
            : element(builder, samples, neuron));
  }

  /// How many synapses one turn of a loop takes: all rows are cut into equal turns where they are
  /// equally long.
  int unroll(int most) {
    if (!dense) {
      return most;
    }
    if (type.targets() <= 2L * most) {
      return (int) Math.max(1, type.targets());
    }
    for (int turn = 2 * most; turn >= most / 2; turn--) {
      if (type.targets() % turn == 0) {
        return turn;
      }
    }
    return most;
  }

  /// Whether a synapse is one of the row's, or stands after its end, in the last turn of a loop.
  Value isOfRow(Builder builder, Row row, Value synapse, int most) {
    return dense && type.targets() % unroll(most) == 0
        ? builder.scalar(ElementType.I1, 1L)
        : builder.compare(ComparisonDirection.LT, synapse, row.end());
  }

  /// Of all synapses of a dense row, `f32`.
  Value weights(Builder builder, Row row) {
    return builder.dynamicSlice(weights, List.of(row.first()), type.targets());
  }

  Value weight(Builder builder, Value synapse) {
    return element(builder, weights, synapse);
  }

  Value delay(Builder builder, Value synapse) {
    return element(builder, delays, synapse);
  }

  Value place(Builder builder, Value synapse) {
    return element(builder, places, synapse);
  }

  private static Value element(Builder builder, Value table, Value index) {
    return builder.reshape(builder.dynamicSlice(table, List.of(index), 1));
  }
}
