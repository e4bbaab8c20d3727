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
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// Modules of nothing but queues: `main(first, masks, delays)` pops once and pushes a few times in
/// each of its steps, counted from `first`, and gives for each step what arrived and what was
/// dropped, `[steps, queues...]` of `i32`.
///
/// @param pushes in each step
/// @param isClamped whether delays are brought within reach, so that a lowering may rely on it
record QueuePrograms(QueueType type, Form form, int steps, int pushes, boolean isClamped) {
  /// Where masks and delays come from, and so what a lowering can know of them.
  enum Form {
    /// Both given anew for every step and push, `[steps, pushes, queues...]`.
    VARYING,
    /// Masks `[steps, pushes, queues...]`, and for each queue one delay, `[queues...]`.
    FIXED,
    /// Masks as before, and one delay for all queues, a scalar.
    EQUAL,
    /// Queues `[batch, source, target]`, masks `[steps, batch, source]`, delays `[source, target]`.
    SHARED
  }

  private static final Location HERE = Location.of("QueuePrograms", 1);
  private static final TensorType STEP = TensorType.scalar(ElementType.I32);

  QueuePrograms {
    if (form == Form.SHARED && pushes != 1) {
      throw new IllegalArgumentException("expected one push a step, got " + pushes);
    }
  }

  TensorType maskType() {
    if (form == Form.SHARED) {
      List<Long> sizes = type.dimensions();
      return TensorType.of(ElementType.I1, steps, sizes.get(0), sizes.get(1));
    }
    return type.shapedLike(ElementType.I1).stacked(pushes).stacked(steps);
  }

  TensorType delayType() {
    List<Long> sizes = type.dimensions();
    return switch (form) {
      case VARYING -> maskType().withElement(ElementType.I32);
      case FIXED -> type.shapedLike(ElementType.I32);
      case EQUAL -> STEP;
      case SHARED -> TensorType.of(ElementType.I32, sizes.get(1), sizes.get(2));
    };
  }

  Module module() {
    Builder builder = new Builder(List.of(STEP, maskType(), delayType()), HERE);
    Value first = builder.arguments().get(0);
    Value delays = clamped(builder, builder.arguments().get(2));
    List<Value> sequences = new ArrayList<>(List.of(builder.arguments().get(1)));
    if (form == Form.VARYING) {
      sequences.add(delays);
    }
    Value queue = builder.add(new QueueCreateOp(type));
    Block body = body(sequences, delays);
    List<Value> results =
        builder.append(new TimeLoopOp(steps, first, List.of(queue), sequences, body));
    builder.functionReturns(results.subList(1, 3));
    return Module.of("queues", Function.of("main", true, builder.build(), HERE));
  }

  private Value clamped(Builder builder, Value delays) {
    return isClamped
        ? builder.clamp(
            builder.splat(STEP, 1L), delays, builder.splat(STEP, (long) Queues.reach(type)))
        : delays;
  }

  private Block body(List<Value> sequences, Value delays) {
    List<Type> entered = new ArrayList<>(List.of(STEP, type));
    for (Value sequence : sequences) {
      TensorType rows = sequence.tensorType();
      entered.add(rows.withDimensions(rows.dimensions().subList(1, rows.rank())));
    }
    return Builder.block(
        entered,
        HERE,
        (inner, values) -> {
          List<Value> popped = inner.append(new QueuePopOp(values.get(1), values.getFirst()));
          Value queue = popped.getFirst();
          Value dropped = inner.splat(type.shapedLike(ElementType.I32), 0L);
          for (int p = 0; p < pushes; p++) {
            Value mask = mask(inner, values.get(2), p);
            Value delay = delay(inner, form == Form.VARYING ? values.get(3) : delays, p);
            List<Value> pushed =
                inner.append(new QueuePushOp(queue, mask, delay, values.getFirst()));
            queue = pushed.getFirst();
            dropped = inner.add(dropped, pushed.getLast());
          }
          inner.returns(queue, popped.getLast(), dropped);
        });
  }

  private Value mask(Builder body, Value row, int push) {
    TensorType masks = type.shapedLike(ElementType.I1);
    return form == Form.SHARED ? body.broadcast(row, masks, 0, 1) : row(body, row, push);
  }

  private Value delay(Builder body, Value delays, int push) {
    TensorType each = type.shapedLike(ElementType.I32);
    return switch (form) {
      case VARYING -> clamped(body, row(body, delays, push));
      case FIXED -> delays;
      case EQUAL -> body.broadcast(delays, each);
      case SHARED -> body.broadcast(delays, each, 1, 2);
    };
  }

  private static Value row(Builder body, Value rows, int index) {
    List<Long> start = new ArrayList<>();
    List<Long> limit = new ArrayList<>(rows.tensorType().dimensions());
    limit.forEach(_ -> start.add(0L));
    start.set(0, (long) index);
    limit.set(0, index + 1L);
    long[] sizes = rows.tensorType().dimensions().stream().skip(1).mapToLong(i -> i).toArray();
    return body.reshape(body.slice(rows, start, limit), sizes);
  }
}
