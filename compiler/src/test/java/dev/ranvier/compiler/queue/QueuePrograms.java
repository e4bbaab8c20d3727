package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Modules of nothing but queues: `main` pops once and pushes a few times in each of its steps, and
/// gives for each step what arrived and what was dropped, `[steps, queues...]` of `i32`.
final class QueuePrograms {
  private static final Location HERE = Location.of("QueuePrograms", 1);
  private static final TensorType STEP = TensorType.scalar(ElementType.I32);

  private QueuePrograms() {}

  /// Masks and delays are given anew for every step and push: `main(masks, delays)`, both `[steps,
  /// pushes, queues...]`.
  static Module varying(QueueType type, int steps, int pushes) {
    TensorType one = type.shapedLike(ElementType.I1);
    TensorType masks = one.stacked(pushes).stacked(steps);
    Builder builder = new Builder(List.of(masks, masks.withElement(ElementType.I32)), HERE);
    List<Value> sequences = builder.arguments();
    loop(
        builder,
        type,
        steps,
        sequences,
        (body, queue, now, rows) -> {
          Value dropped = body.splat(one.withElement(ElementType.I32), 0L);
          Value pushed = queue;
          for (int p = 0; p < pushes; p++) {
            List<Value> results =
                body.append(
                    new QueuePushOp(
                        pushed,
                        row(body, rows.get(0), p, one),
                        row(body, rows.get(1), p, one),
                        now));
            pushed = results.getFirst();
            dropped = body.add(dropped, results.getLast());
          }
          return List.of(pushed, dropped);
        });
    return module(builder);
  }

  /// Every queue has one delay: `main(masks, delays)` with masks `[steps, queues...]` and delays
  /// `[queues...]`.
  static Module fixed(QueueType type, int steps) {
    TensorType masks = type.shapedLike(ElementType.I1);
    TensorType delays = masks.withElement(ElementType.I32);
    Builder builder = new Builder(List.of(masks.stacked(steps), delays), HERE);
    Value delay = builder.arguments().get(1);
    loop(
        builder,
        type,
        steps,
        List.of(builder.arguments().getFirst()),
        (body, queue, now, rows) ->
            body.append(new QueuePushOp(queue, rows.getFirst(), delay, now)));
    return module(builder);
  }

  /// Synapses share the spikes of their sources: `main(sent, delays)` with spikes `[steps, batch,
  /// source]` and delays `[source, target]`.
  static Module shared(QueueType type, int steps) {
    TensorType masks = type.shapedLike(ElementType.I1);
    List<Long> sizes = type.dimensions();
    TensorType sent =
        new TensorType(List.of((long) steps, sizes.get(0), sizes.get(1)), ElementType.I1);
    TensorType delays = TensorType.of(ElementType.I32, sizes.get(1), sizes.get(2));
    Builder builder = new Builder(List.of(sent, delays), HERE);
    Value delay = builder.arguments().get(1);
    loop(
        builder,
        type,
        steps,
        List.of(builder.arguments().getFirst()),
        (body, queue, now, rows) ->
            body.append(
                new QueuePushOp(
                    queue,
                    body.broadcast(rows.getFirst(), masks, 0, 1),
                    body.broadcast(delay, masks.withElement(ElementType.I32), 1, 2),
                    now)));
    return module(builder);
  }

  /// Pushes after the pop of a step; gives the queues and what they dropped.
  private interface Pushes {
    List<Value> build(Builder body, Value queue, Value now, List<Value> rows);
  }

  private static void loop(
      Builder builder, QueueType type, int steps, List<Value> sequences, Pushes pushes) {
    Value queue = builder.add(new QueueCreateOp(type));
    Value first = builder.scalar(ElementType.I32, 0L);
    List<dev.ranvier.ir.type.Type> entered = new ArrayList<>(List.of(STEP, type));
    for (Value sequence : sequences) {
      TensorType rows = sequence.tensorType();
      entered.add(rows.withDimensions(rows.dimensions().subList(1, rows.rank())));
    }
    Block body =
        Builder.block(
            entered,
            HERE,
            (inner, values) -> {
              Value now = values.getFirst();
              List<Value> popped = inner.append(new QueuePopOp(values.get(1), now));
              List<Value> pushed =
                  pushes.build(inner, popped.getFirst(), now, values.subList(2, values.size()));
              inner.returns(pushed.getFirst(), popped.getLast(), pushed.getLast());
            });
    List<Value> results =
        builder.append(new TimeLoopOp(steps, first, List.of(queue), sequences, body));
    builder.functionReturns(results.subList(1, 3));
  }

  private static Value row(Builder body, Value rows, int index, TensorType shape) {
    List<Long> start = new ArrayList<>();
    List<Long> limit = new ArrayList<>(rows.tensorType().dimensions());
    limit.forEach(_ -> start.add(0L));
    start.set(0, (long) index);
    limit.set(0, index + 1L);
    long[] sizes = shape.dimensions().stream().mapToLong(size -> size).toArray();
    return body.reshape(body.slice(rows, start, limit), sizes);
  }

  private static Module module(Builder builder) {
    return Module.of("queues", Function.of("main", true, builder.build(), HERE));
  }
}
