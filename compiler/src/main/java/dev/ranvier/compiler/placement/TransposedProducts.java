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

/// What `TransposedMatrices` is for dense synapses, for sparse ones in the layout of
/// `SynapticProducts`: without loops, gathers and scatters.
record TransposedProducts(
    ProjectionType type, List<Payload> wanted, LineRows line, Transposed.Operands operands) {
  /// The op's results.
  List<Value> build(Builder builder) {
    OneHots synapses = OneHots.of(builder, type, operands.synapses());
    Ages ages = Ages.of(builder, line);
    Value delays = Weighted.delays(builder, operands.synapses(), ages.count());
    Value arrived = arrived(builder, synapses, ages, delays);
    Value weights = operands.synapses().weights();
    Value met = met(builder, synapses, ages, delays, line.arrivals());
    Value late = met(builder, synapses, ages, delays, line.lateness());
    Value weighted = builder.multiply(Masks.chosen(builder, arrived, late), each(builder, weights));
    List<Value> results = new ArrayList<>();
    Value sum = builder.reduceSum(Masks.chosen(builder, arrived, met), 0);
    results.add(builder.add(operands.weights(), sum));
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES ->
                synapses.bySource(builder, builder.multiply(met, each(builder, weights)));
            case TIMES -> synapses.bySource(builder, weighted);
            case LATENCIES ->
                builder.add(operands.latencies().getFirst(), builder.reduceSum(weighted, 0));
          });
    }
    return results;
  }

  private TensorType perSynapse(ElementType element) {
    return type.queues().shapedLike(element);
  }

  private Value each(Builder builder, Value values) {
    return builder.broadcast(values, perSynapse(values.tensorType().element()), 1);
  }

  /// What each synapse meets after its delay, `f32`, `[batch, synapse]`.
  private Value met(Builder builder, OneHots synapses, Ages ages, Value delays, Value rows) {
    OptionalLong equal = Weighted.onlyNumber(operands.synapses().delays());
    if (equal.isPresent()) {
      Value row = ages.row(builder, Math.clamp(equal.getAsLong(), 1, ages.count()));
      return synapses.ofTargets(builder, Rows.read(builder, rows, row));
    }
    Value all = synapses.ofTargets(builder, rows);
    TensorType steps = all.tensorType().withElement(ElementType.I32);
    Value here =
        builder.compare(
            ComparisonDirection.EQ,
            builder.broadcast(ages.steps(), steps, 0),
            builder.broadcast(delays, steps, 2));
    return builder.reduceSum(Masks.chosen(builder, here, all), 0);
  }

  private Value arrived(Builder builder, OneHots synapses, Ages ages, Value delays) {
    if (!operands.accepted().isEmpty()) {
      return operands.accepted().getFirst();
    }
    Value reached =
        synapses.ofSources(builder, builder.convert(operands.spikes(), ElementType.F32));
    Value sent = Masks.isSome(builder, reached);
    if (operands.next().isEmpty()) {
      return sent;
    }
    Value never = builder.splat(type.perSource(ElementType.I32), ages.count() + 1L);
    Value next = builder.minimum(operands.next().getFirst(), never);
    Value steps = synapses.ofSources(builder, builder.convert(next, ElementType.F32));
    Value wait = builder.convert(each(builder, delays), ElementType.F32);
    return builder.and(sent, builder.compare(ComparisonDirection.GE, steps, wait));
  }
}
