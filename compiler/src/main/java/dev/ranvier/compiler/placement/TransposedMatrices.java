package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The transpose of a send, for dense synapses and targets that are fast at whatever is the same
/// for all of them: by products of matrices and masks. What a step costs is the same however many
/// spikes it has; there are no loops, and nothing is looked up at a place that is computed for each
/// synapse. `SendAdjointOp` has the equations.
///
/// @param arrivals where the spikes of the step meet the cotangents of arrivals
/// @param lateness and those of how late they are
record TransposedMatrices(
    ProjectionType type,
    List<Payload> wanted,
    Meetings arrivals,
    Meetings lateness,
    Transposed.Operands operands) {
  /// The op's results, after the line.
  List<Value> build(Builder builder) {
    if (!operands.accepted().isEmpty()) {
      return whereArrived(builder, accepted(builder));
    }
    if (operands.next().isEmpty()) {
      return whereSpikes(builder, operands.spikes());
    }
    Value next = operands.next().getFirst();
    OptionalLong equal = Weighted.onlyNumber(operands.synapses().delays());
    if (equal.isPresent()) {
      Value delay = builder.splat(next.tensorType(), equal.getAsLong());
      Value stays = builder.compare(ComparisonDirection.GE, next, delay);
      return whereSpikes(builder, builder.and(operands.spikes(), stays));
    }
    return whereArrived(builder, kept(builder, next));
  }

  private TensorType perSynapse(ElementType element) {
    return TensorType.of(element, type.batch(), type.sources(), type.targets());
  }

  /// The delays of dense synapses, `[source, target]`, none of them out of reach.
  static Value delays(Builder builder, ProjectionType type, Synapses synapses) {
    int reach = Math.max(1, Queues.reach(type.queues()));
    Value delays = Weighted.delays(builder, synapses, reach);
    return builder.reshape(delays, type.sources(), type.targets());
  }

  /// Where the events of a source arrive at all of its targets, or at none.
  ///
  /// @param spikes that arrive, `i1`, `[batch, source]`
  private List<Value> whereSpikes(Builder builder, Value spikes) {
    Value weights = operands.synapses().weights();
    Value events = builder.convert(spikes, ElementType.F32);
    List<Value> results = new ArrayList<>();
    results.add(builder.add(operands.weights(), arrivals.summed(builder, events)));
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES -> arrivals.bySource(builder, weights);
            case TIMES -> {
              Value all = lateness.bySource(builder, weights);
              yield Masks.chosen(builder, spikes, all);
            }
            case LATENCIES -> latencies(builder, lateness.summed(builder, events));
          });
    }
    return results;
  }

  /// Where an event may find no room, or be replaced.
  ///
  /// @param arrived `i1`, `[batch, source, target]`
  private List<Value> whereArrived(Builder builder, Value arrived) {
    Value weights = operands.synapses().weights();
    List<Value> results = new ArrayList<>();
    Value met = Masks.chosen(builder, arrived, arrivals.each(builder));
    results.add(builder.add(operands.weights(), builder.reduceSum(met, 0)));
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES -> arrivals.bySource(builder, weights);
            case TIMES -> {
              Value late = Masks.chosen(builder, arrived, lateness.each(builder));
              Value each = builder.broadcast(weights, perSynapse(ElementType.F32), 1, 2);
              yield builder.reduceSum(builder.multiply(late, each), 2);
            }
            case LATENCIES -> {
              Value late = Masks.chosen(builder, arrived, lateness.each(builder));
              yield latencies(builder, builder.reduceSum(late, 0));
            }
          });
    }
    return results;
  }

  private Value latencies(Builder builder, Value late) {
    Value weighted = builder.multiply(late, operands.synapses().weights());
    return builder.add(operands.latencies().getFirst(), weighted);
  }

  private Value accepted(Builder builder) {
    Value accepted = operands.accepted().getFirst();
    return builder.reshape(accepted, type.batch(), type.sources(), type.targets());
  }

  /// Where an event is not replaced before it arrives, `[batch, source, target]`.
  ///
  /// @param next in how many steps another would take its place, `[batch, source]`
  private Value kept(Builder builder, Value next) {
    Value delays = delays(builder, type, operands.synapses());
    TensorType steps = perSynapse(ElementType.I32);
    Value none = builder.splat(next.tensorType(), 0L);
    Value free = builder.select(operands.spikes(), next, none);
    return builder.compare(
        ComparisonDirection.GE,
        builder.broadcast(free, steps, 0, 1),
        builder.broadcast(delays, steps, 1, 2));
  }
}
