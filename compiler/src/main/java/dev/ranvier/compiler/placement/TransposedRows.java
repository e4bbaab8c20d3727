package dev.ranvier.compiler.placement;

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
import java.util.Optional;
import java.util.OptionalLong;

/// The transpose of a send by the same rows of synapses that the send walks: a spike reads, for
/// each of its synapses, the cotangents of the step at which it arrived. What a step costs grows
/// with its spikes; only where the derivative of every neuron is asked for, a surrogate's, is every
/// row walked.
///
/// @param line where the cotangents lie
/// @param operands the op's other tensors where it is lowered
record TransposedRows(
    ProjectionType type, List<Payload> wanted, LineRows line, Transposed.Operands operands) {
  /// How many synapses a turn of the inner loop takes at most.
  private static final int UNROLL = 8;

  /// How many targets are written out one by one.
  private static final int FEW_TARGETS = 16;

  /// What a walk carries: the sums of weights, those of latencies, values and times.
  private static final int WEIGHTS = 0;

  private static final int LATENCIES = 1;

  private static final int VALUES = 2;

  private static final int TIMES = 3;

  /// The op's results.
  List<Value> build(Builder builder) {
    Value weights = operands.weights();
    TensorType sources = type.perSource(ElementType.F32);
    Value none = builder.splat(TensorType.of(ElementType.F32, sources.size()), 0L);
    Value sum =
        operands.latencies().isEmpty()
            ? builder.splat(TensorType.of(ElementType.F32, 1), 0L)
            : Weighted.flat(builder, operands.latencies().getFirst());
    List<Value> carried = List.of(Weighted.flat(builder, weights), sum, none, none);
    Optional<Value> values =
        wanted.contains(Payload.VALUES) ? valuesOfEqualDelays(builder) : Optional.empty();
    List<Value> walked =
        wanted.contains(Payload.VALUES) && values.isEmpty()
            ? everyRow(builder, carried)
            : SpikeWalk.over(
                builder,
                operands.spikes(),
                carried,
                (body, neuron, state) -> row(body, neuron, body.scalar(ElementType.I1, 1L), state));
    List<Value> results = new ArrayList<>();
    results.add(shaped(builder, walked.get(WEIGHTS), weights.tensorType()));
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES -> values.orElseGet(() -> shaped(builder, walked.get(VALUES), sources));
            case TIMES -> shaped(builder, walked.get(TIMES), sources);
            case LATENCIES -> shaped(builder, walked.get(LATENCIES), weights.tensorType());
          });
    }
    return results;
  }

  /// Where all delays are one number, and synapses are dense: one row of cotangents times the
  /// weights, target by target, since a product of matrices would not be part of the one kernel.
  private Optional<Value> valuesOfEqualDelays(Builder builder) {
    Synapses synapses = operands.synapses();
    OptionalLong delay = Weighted.onlyNumber(synapses.delays());
    if (delay.isEmpty() || !synapses.isDense() || !operands.accepted().isEmpty()) {
      return Optional.empty();
    }
    TensorType sources = type.perSource(ElementType.F32);
    Value start = wrapped(builder, start(builder, delay.getAsLong()));
    Value flat = builder.reshape(line.arrivals(), line.arrivals().tensorType().size());
    Value row =
        builder.reshape(
            builder.dynamicSlice(flat, List.of(start), width()), type.batch(), type.targets());
    Value none = builder.splat(sources, 0.0);
    if (type.targets() <= FEW_TARGETS) {
      Value sum = none;
      for (long target = 0; target < type.targets(); target++) {
        Value cotangent =
            builder.slice(row, List.of(0L, target), List.of(type.batch(), target + 1));
        Value weight =
            builder.slice(
                synapses.weights(), List.of(0L, target), List.of(type.sources(), target + 1));
        sum = builder.add(sum, product(builder, cotangent, weight));
      }
      return Optional.of(sum);
    }
    List<Value> turned =
        builder.whileLoop(
            List.of(builder.scalar(ElementType.I32, 0L), none),
            (test, values) ->
                test.compare(
                    ComparisonDirection.LT,
                    values.getFirst(),
                    test.scalar(ElementType.I32, type.targets())),
            (body, values) -> {
              Value target = values.getFirst();
              Value zero = body.scalar(ElementType.I32, 0L);
              List<Value> column = List.of(zero, target);
              Value cotangent = body.dynamicSlice(row, column, type.batch(), 1);
              Value weight = body.dynamicSlice(synapses.weights(), column, type.sources(), 1);
              return List.of(
                  body.add(target, body.scalar(ElementType.I32, 1L)),
                  body.add(values.getLast(), product(body, cotangent, weight)));
            });
    return Optional.of(turned.getLast());
  }

  /// @param cotangent `[batch, 1]`
  /// @param weight `[source, 1]`
  private Value product(Builder builder, Value cotangent, Value weight) {
    TensorType sources = type.perSource(ElementType.F32);
    Value perSample = builder.broadcast(builder.reshape(cotangent, type.batch()), sources, 0);
    Value perSource = builder.broadcast(builder.reshape(weight, type.sources()), sources, 1);
    return builder.multiply(perSample, perSource);
  }

  private Value start(Builder builder, long delay) {
    Value row = builder.add(line.row(), builder.scalar(ElementType.I32, delay));
    return builder.multiply(row, builder.scalar(ElementType.I32, width()));
  }

  private static Value shaped(Builder builder, Value flat, TensorType type) {
    return type.rank() == 1 ? flat : builder.reshape(flat, type.dimensions());
  }

  private List<Value> everyRow(Builder builder, List<Value> carried) {
    long neurons = type.perSource(ElementType.I1).size();
    Value spikes = builder.reshape(operands.spikes(), neurons);
    List<Value> states = new ArrayList<>(carried);
    states.addFirst(builder.scalar(ElementType.I32, 0L));
    List<Value> results =
        builder.whileLoop(
            states,
            (test, values) ->
                test.compare(
                    ComparisonDirection.LT,
                    values.getFirst(),
                    test.scalar(ElementType.I32, neurons)),
            (body, values) -> {
              Value neuron = values.getFirst();
              Value spike = body.reshape(body.dynamicSlice(spikes, List.of(neuron), 1));
              List<Value> after =
                  new ArrayList<>(row(body, neuron, spike, values.subList(1, values.size())));
              after.addFirst(body.add(neuron, body.scalar(ElementType.I32, 1L)));
              return after;
            });
    return results.subList(1, results.size());
  }

  private int rows() {
    return line.count();
  }

  private long width() {
    return type.batch() * type.targets();
  }

  /// Walks through the synapses of one neuron of one sample.
  private List<Value> row(Builder builder, Value neuron, Value spike, List<Value> carried) {
    RowTable table = RowTable.of(builder, type, operands.synapses(), rows());
    RowTable.Row row = table.row(builder, neuron);
    Value zero = builder.scalar(ElementType.F32, 0.0);
    Value next = builder.add(line.row(), builder.scalar(ElementType.I32, 1L));
    Value cell = builder.multiply(row.sample(), builder.scalar(ElementType.I32, type.targets()));
    Value start =
        builder.add(builder.multiply(next, builder.scalar(ElementType.I32, width())), cell);
    List<Value> states =
        List.of(row.first(), carried.get(WEIGHTS), carried.get(LATENCIES), zero, zero);
    List<Value> results =
        builder.whileLoop(
            states,
            (test, values) -> test.compare(ComparisonDirection.LT, values.getFirst(), row.end()),
            (body, values) -> {
              List<Value> now = new ArrayList<>(values.subList(1, values.size()));
              for (int i = 0; i < table.unroll(UNROLL); i++) {
                Value synapse = body.add(values.getFirst(), body.scalar(ElementType.I32, i));
                now = synapse(body, table, row, neuron, synapse, start, spike, now);
              }
              now.addFirst(
                  body.add(values.getFirst(), body.scalar(ElementType.I32, table.unroll(UNROLL))));
              return now;
            });
    Value value = kept(builder, Payload.VALUES, carried.get(VALUES), results.get(3), neuron);
    Value time = kept(builder, Payload.TIMES, carried.get(TIMES), results.get(4), neuron);
    return List.of(results.get(1), results.get(2), value, time);
  }

  private Value kept(Builder builder, Payload way, Value sums, Value sum, Value neuron) {
    return wanted.contains(way)
        ? builder.dynamicUpdateSlice(sums, builder.reshape(sum, 1), List.of(neuron))
        : sums;
  }

  /// @param state the sums of weights, those of latencies, the value and the time of the neuron
  private List<Value> synapse(
      Builder builder,
      RowTable table,
      RowTable.Row row,
      Value neuron,
      Value synapse,
      Value start,
      Value spike,
      List<Value> state) {
    Value exists = table.isOfRow(builder, row, synapse, UNROLL);
    Value sent = builder.and(exists, arrived(builder, table, row, neuron, synapse, spike));
    Value place = wrapped(builder, builder.add(start, table.place(builder, synapse)));
    Value arrival = element(builder, line.arrivals(), place);
    Value weight = table.weight(builder, synapse);
    Value late = builder.multiply(weight, element(builder, line.lateness(), place));
    Value weights = added(builder, state.get(0), synapse, Masks.chosen(builder, sent, arrival));
    Value latencies =
        wanted.contains(Payload.LATENCIES)
            ? added(builder, state.get(1), synapse, Masks.chosen(builder, sent, late))
            : state.get(1);
    Value value =
        builder.add(state.get(2), Masks.chosen(builder, exists, builder.multiply(weight, arrival)));
    Value time = builder.add(state.get(3), Masks.chosen(builder, sent, late));
    return new ArrayList<>(List.of(weights, latencies, value, time));
  }

  /// Whether the event of a synapse was sent, found room and was not replaced.
  private Value arrived(
      Builder builder, RowTable table, RowTable.Row row, Value neuron, Value synapse, Value spike) {
    if (!operands.next().isEmpty()) {
      Value steps = element(builder, operands.next().getFirst(), neuron);
      Value delay = table.delay(builder, synapse);
      return builder.and(spike, builder.compare(ComparisonDirection.GE, steps, delay));
    }
    if (operands.accepted().isEmpty()) {
      return spike;
    }
    Value first = builder.multiply(row.sample(), builder.scalar(ElementType.I32, type.synapses()));
    Value found = element(builder, operands.accepted().getFirst(), builder.add(first, synapse));
    return builder.and(spike, found);
  }

  private Value wrapped(Builder builder, Value index) {
    return wrapped(builder, index, rows() * width());
  }

  private static Value wrapped(Builder builder, Value index, long size) {
    Value end = builder.scalar(ElementType.I32, size);
    Value over = builder.compare(ComparisonDirection.GE, index, end);
    return builder.select(over, builder.subtract(index, end), index);
  }

  private static Value added(Builder builder, Value sums, Value at, Value number) {
    Value before = builder.dynamicSlice(sums, List.of(at), 1);
    return builder.dynamicUpdateSlice(
        sums, builder.add(before, builder.reshape(number, 1)), List.of(at));
  }

  private static Value element(Builder builder, Value lines, Value index) {
    Value flat = builder.reshape(lines, lines.tensorType().size());
    return builder.reshape(builder.dynamicSlice(flat, List.of(index), 1));
  }
}
