package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
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
record TransposedMatrices(ProjectionType type, List<Payload> wanted, Transposed.Operands operands) {
  /// For so many samples, it costs less to choose rows than to multiply them all; fitted to machine
  /// code of TPUs.
  private static final int FEW_SAMPLES = 32;

  /// So many rows are chosen from, each of which is an op of the program.
  private static final int FEW_ROWS = 128;

  /// The op's results.
  List<Value> build(Builder builder) {
    Ages ages = Ages.of(builder, operands);
    Value delays = delays(builder, ages.count());
    OptionalLong equal = Weighted.onlyNumber(operands.synapses().delays());
    Meetings meetings = meetings(builder, ages, delays, equal);
    if (!operands.accepted().isEmpty()) {
      return whereArrived(builder, meetings, accepted(builder));
    }
    if (operands.next().isEmpty()) {
      return whereSpikes(builder, meetings, operands.spikes());
    }
    Value next = operands.next().getFirst();
    if (equal.isPresent()) {
      Value delay = builder.splat(next.tensorType(), equal.getAsLong());
      Value stays = builder.compare(ComparisonDirection.GE, next, delay);
      return whereSpikes(builder, meetings, builder.and(operands.spikes(), stays));
    }
    return whereArrived(builder, meetings, kept(builder, next, delays));
  }

  private Meetings meetings(Builder builder, Ages ages, Value delays, OptionalLong equal) {
    if (equal.isPresent()) {
      long after = Math.clamp(equal.getAsLong(), 1, ages.count());
      return new Meetings.OneRow(type, ages.row(builder, after));
    }
    if (type.batch() > FEW_SAMPLES || ages.count() > FEW_ROWS) {
      return Meetings.AllRows.of(builder, type, ages.steps(), delays);
    }
    Value row = builder.add(builder.broadcast(operands.row(), delays.tensorType()), delays);
    Value rows = Rows.wrapped(builder, row, ages.count());
    return Meetings.ChosenRows.of(builder, type, rows, ages.count());
  }

  private TensorType perSynapse(ElementType element) {
    return TensorType.of(element, type.batch(), type.sources(), type.targets());
  }

  private Value delays(Builder builder, int rows) {
    Value delays = Weighted.delays(builder, operands.synapses(), rows);
    return builder.reshape(delays, type.sources(), type.targets());
  }

  /// Where the events of a source arrive at all of its targets, or at none.
  ///
  /// @param spikes that arrive, `i1`, `[batch, source]`
  private List<Value> whereSpikes(Builder builder, Meetings meetings, Value spikes) {
    Value weights = operands.synapses().weights();
    Value events = builder.convert(spikes, ElementType.F32);
    List<Value> results = new ArrayList<>();
    results.add(
        builder.add(operands.weights(), meetings.summed(builder, operands.arrivals(), events)));
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES -> meetings.bySource(builder, operands.arrivals(), weights);
            case TIMES -> {
              Value all = meetings.bySource(builder, operands.lateness(), weights);
              yield Masks.chosen(builder, spikes, all);
            }
            case LATENCIES ->
                latencies(builder, meetings.summed(builder, operands.lateness(), events));
          });
    }
    return results;
  }

  /// Where an event may find no room, or be replaced.
  ///
  /// @param arrived `i1`, `[batch, source, target]`
  private List<Value> whereArrived(Builder builder, Meetings meetings, Value arrived) {
    Value weights = operands.synapses().weights();
    List<Value> results = new ArrayList<>();
    Value met = Masks.chosen(builder, arrived, meetings.each(builder, operands.arrivals()));
    results.add(builder.add(operands.weights(), builder.reduceSum(met, 0)));
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES -> meetings.bySource(builder, operands.arrivals(), weights);
            case TIMES -> {
              Value late =
                  Masks.chosen(builder, arrived, meetings.each(builder, operands.lateness()));
              Value each = builder.broadcast(weights, perSynapse(ElementType.F32), 1, 2);
              yield builder.reduceSum(builder.multiply(late, each), 2);
            }
            case LATENCIES -> {
              Value late =
                  Masks.chosen(builder, arrived, meetings.each(builder, operands.lateness()));
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
  private Value kept(Builder builder, Value next, Value delays) {
    TensorType steps = perSynapse(ElementType.I32);
    Value kept =
        builder.compare(
            ComparisonDirection.GE,
            builder.broadcast(next, steps, 0, 1),
            builder.broadcast(delays, steps, 1, 2));
    return builder.and(
        builder.broadcast(operands.spikes(), perSynapse(ElementType.I1), 0, 1), kept);
  }
}
