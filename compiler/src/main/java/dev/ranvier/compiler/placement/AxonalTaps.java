package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The spikes of the last steps, side by side, which meet the weights in one product of matrices:
/// the row of a source and a number of steps ago has the weights of the synapses with that delay,
/// and zeros. Nothing is looked up, and the weights are the same in every step. For dense synapses.
///
/// @param first the shortest delay in steps
/// @param reach the longest
record AxonalTaps(ProjectionType type, int first, int reach) implements Placement {
  private TensorType line() {
    return TensorType.of(ElementType.U8, type.batch(), reach * type.sources());
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("line", line()));
  }

  @Override
  public List<Value> create(Builder builder) {
    return List.of(builder.splat(line(), 0L));
  }

  @Override
  public Delivered deliver(Builder builder, List<Value> parts, Synapses synapses, Value now) {
    Value line = parts.getFirst();
    long sources = type.sources();
    Value seen =
        builder.slice(
            line, List.of(0L, (first - 1) * sources), List.of(type.batch(), reach * sources));
    Value events =
        builder.compare(ComparisonDirection.NE, seen, builder.splat(seen.tensorType(), 0L));
    Value sums =
        builder.dotGeneral(
            builder.convert(events, ElementType.F64),
            builder.convert(taps(builder, synapses), ElementType.F64),
            DotDimensionNumbers.contracting(1, 0));
    return new Delivered(parts, sums);
  }

  /// `f32`, `[taps x source, target]`.
  private Value taps(Builder builder, Synapses synapses) {
    Value weights = builder.reshape(synapses.weights(), type.sources(), type.targets());
    if (first == reach) {
      return weights;
    }
    Value delays = builder.reshape(synapses.delays(), type.sources(), type.targets());
    Value none = builder.splat(weights.tensorType(), 0.0);
    List<Value> taps = new ArrayList<>();
    for (int delay = first; delay <= reach; delay++) {
      Value these =
          builder.compare(
              ComparisonDirection.EQ, delays, builder.splat(delays.tensorType(), delay));
      taps.add(builder.select(these, weights, none));
    }
    return builder.concatenate(0, taps.toArray(Value[]::new));
  }

  @Override
  public Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now) {
    Value sent = builder.convert(spikes, ElementType.U8);
    Value line = reach == 1 ? sent : builder.concatenate(1, sent, younger(builder, parts));
    return new Sent(
        List.of(line),
        builder.splat(TensorType.of(ElementType.I32, type.batch()), 0L),
        Weighted.ofSources(builder, type, spikes, synapses));
  }

  /// All spikes but those of the oldest step.
  private Value younger(Builder builder, List<Value> parts) {
    return builder.slice(
        parts.getFirst(), List.of(0L, 0L), List.of(type.batch(), (reach - 1) * type.sources()));
  }
}
