package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The tangent of a projection: what was sent in the last steps, beside the queues and whatever
/// they are. A send writes the row of its step; a delivery reads for each synapse the row of the
/// step that its delay is ago (`Arrivals`). Rows are a power of two in number and more than the
/// longest delay, so that the row of a step is its lowest bits.
///
/// @param perSynapse whether an event may find room in one queue and none in another
/// @param tangents of what was sent, `f32`, `[row, batch, source]`; of latencies, which are the
///   same in every step, of the shape of the weights. Only of what something flows through
/// @param events which events arrive, as far as steps up to now say, `i1`, `[row, batch, source]`
///   or `[row, batch, synapse]`; none where no derivative depends on them
record History(
    ProjectionType type, boolean perSynapse, Map<Payload, Value> tangents, List<Value> events) {
  History {
    Map<Payload, Value> ordered = new EnumMap<>(Payload.class);
    ordered.putAll(tangents);
    tangents = Collections.unmodifiableMap(ordered);
    events = List.copyOf(events);
  }

  /// Before the first step.
  static History empty(Builder out, ProjectionType type, Ways ways, boolean perSynapse) {
    long rows = rows(type);
    Map<Payload, Value> tangents = new EnumMap<>(Payload.class);
    ways.payload()
        .forEach(
            (way, sent) ->
                tangents.put(
                    way,
                    switch (way) {
                      case VALUES, TIMES -> out.splat(sent.stacked(rows), 0.0);
                      case LATENCIES -> out.splat(sent, 0.0);
                    }));
    TensorType marks =
        perSynapse ? type.queues().shapedLike(ElementType.I1) : type.perSource(ElementType.I1);
    return new History(
        type,
        perSynapse,
        tangents,
        ways.events() ? List.of(out.splat(marks.stacked(rows), 0L)) : List.of());
  }

  private static long rows(ProjectionType type) {
    return 2L * Integer.highestOneBit(Math.max(1, Queues.reach(type.queues())));
  }

  List<Value> values() {
    return Stream.concat(tangents.values().stream(), events.stream()).toList();
  }

  /// @param values in the order of `values()`
  History with(List<Value> values) {
    Map<Payload, Value> others = new EnumMap<>(Payload.class);
    int next = 0;
    for (Payload way : tangents.keySet()) {
      others.put(way, values.get(next++));
    }
    return new History(type, perSynapse, others, values.subList(next, next + events.size()));
  }

  Optional<Value> tangent(Payload way) {
    return Optional.ofNullable(tangents.get(way));
  }

  /// The row of a step.
  ///
  /// @param steps `i32`, of any shape
  Value rowOf(Builder out, Value steps) {
    return out.and(steps, out.splat(steps.tensorType(), rows(type) - 1));
  }

  /// After a send.
  ///
  /// @param sent the tangents of what was sent, on each way that there is here
  /// @param marks the events of this step, `i1`: spikes by source, or what found room by synapse
  History sent(Builder out, Value now, Map<Payload, Value> sent, Value marks) {
    Value row = rowOf(out, now);
    Map<Payload, Value> after = new EnumMap<>(sent);
    tangents.forEach(
        (way, before) -> {
          if (way != Payload.LATENCIES) {
            after.computeIfPresent(way, (_, tangent) -> put(out, before, tangent, row));
          }
        });
    List<Value> met = new ArrayList<>();
    events.forEach(before -> met.add(put(out, replaced(out, before, marks, row), marks, row)));
    return new History(type, perSynapse, after, met);
  }

  private static Value put(Builder out, Value rows, Value one, Value row) {
    Value zero = out.scalar(ElementType.I32, 0L);
    TensorType type = one.tensorType();
    Value framed = out.reshape(one, 1, type.dimension(0), type.dimension(1));
    return out.dynamicUpdateSlice(rows, framed, List.of(row, zero, zero));
  }

  /// Without the events whose place those of this step take. What has arrived already is past:
  /// whether it is marked makes no difference.
  private Value replaced(Builder out, Value before, Value spikes, Value row) {
    if (!SendAdjointOp.replaces(type)) {
      return before;
    }
    TensorType all = before.tensorType();
    Value taking = out.broadcast(spikes, all, 1, 2);
    int every = SendAdjointOp.replacedEvery(type);
    if (every > 1) {
      TensorType each = TensorType.of(ElementType.I32, all.dimension(0));
      Value age = rowOf(out, out.subtract(out.broadcast(row, each), out.iota(each, 0)));
      Value turns = out.remainder(age, out.splat(each, (long) every));
      Value same = out.compare(ComparisonDirection.EQ, turns, out.splat(each, 0L));
      taking = out.and(taking, out.broadcast(same, all, 0));
    }
    return out.and(before, out.not(taking));
  }
}
