package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.placement.Weighted;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Forward mode of a delivery, by what the history of its projection says of the steps in which
/// what arrives now was sent. With `x'` the tangent of `x`, and for a synapse `(i, j)` of weight
/// `w` and delay `d`, `event`, `values'`, `times'` of source `i` in step `now - d`:
///
///     sums'[j]     = sum over i of  event w' + w values'
///     lateness'[j] = sum over i of  event w (times' + latencies')
///
/// That is the transpose of what `SendAdjointOp` says. Sums are of `f64`, as those of the delivery.
final class Arrivals {
  private final Builder out;
  private final History history;
  private final ProjectionType type;
  private final Synapses synapses;

  /// For each synapse, the row that arrives.
  private final Value rows;

  /// @param synapses of the function that is written
  /// @param now the present step, of that function
  Arrivals(Builder out, History history, Synapses synapses, Value now) {
    this.out = out;
    this.history = history;
    this.type = history.type();
    this.synapses = synapses;
    int reach = Math.max(1, Queues.reach(type.queues()));
    Value delays = Weighted.delays(out, synapses, reach);
    Value sent = out.subtract(out.broadcast(now, delays.tensorType()), delays);
    this.rows = history.rowOf(out, sent);
  }

  /// The tangent of the sums of weighted events, `[batch, target]`; none is zero.
  ///
  /// @param weights the tangent of the weights
  Optional<Value> sums(Optional<Value> weights) {
    Optional<Value> moved = weights.map(this::whereEventsArrive);
    Optional<Value> sent = history.tangent(Payload.VALUES).map(this::weightedSources);
    return Stream.of(moved, sent).flatMap(Optional::stream).reduce(out::add).map(this::byTarget);
  }

  /// The tangent of how late weighted events arrive, `[batch, target]`; none is zero.
  Optional<Value> lateness() {
    Optional<Value> times = history.tangent(Payload.TIMES).map(this::weightedSources);
    Optional<Value> latencies = history.tangent(Payload.LATENCIES).map(this::weighted);
    return Stream.of(times, latencies)
        .flatMap(Optional::stream)
        .reduce(out::add)
        .map(this::whereMarked)
        .map(this::byTarget);
  }

  private Value byTarget(Value values) {
    return Weighted.byTarget(out, type, values, synapses);
  }

  private Value whereEventsArrive(Value weights) {
    return whereMarked(perSample(weights));
  }

  private Value weightedSources(Value sent) {
    Value read = read(sent, Weighted.sources(out, type, synapses));
    return out.multiply(out.convert(read, ElementType.F64), perSample(synapses.weights()));
  }

  private Value weighted(Value latencies) {
    return out.multiply(perSample(latencies), perSample(synapses.weights()));
  }

  private Value whereMarked(Value values) {
    Value marks = history.events().getFirst();
    Value columns =
        history.perSynapse()
            ? out.iota(rows.tensorType(), 0)
            : Weighted.sources(out, type, synapses);
    return out.select(read(marks, columns), values, out.splat(values.tensorType(), 0.0));
  }

  /// What each synapse has, for every sample, `f64`, `[batch, synapse]`.
  private Value perSample(Value values) {
    return out.broadcast(
        out.convert(Weighted.flat(out, values), ElementType.F64),
        type.queues().shapedLike(ElementType.F64),
        1);
  }

  /// @param table `[row, batch, column]`
  /// @param columns one for each synapse
  /// @return `[batch, synapse]`
  private Value read(Value table, Value columns) {
    Value places =
        out.concatenate(
            1, out.reshape(rows, type.synapses(), 1), out.reshape(columns, type.synapses(), 1));
    return out.add(
        new GatherOp(
            table,
            places,
            GatherDimensionNumbers.of(List.of(0L), List.of(0L, 2L), List.of(0L, 2L), 1),
            List.of(1L, type.batch(), 1L),
            false));
  }
}
