package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.autodiff.Lines.Line;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Reverse-mode rules of the ops on spikes, queues and time.
final class EventTranspose {
  /// More steps than any delay has.
  static final long NEVER = 1L << 30;

  private EventTranspose() {}

  static void transpose(Instruction instruction, EventOp op, Sweep sweep) {
    switch (op) {
      case TimeLoopOp loop -> new TimeLoopTranspose(instruction, loop, sweep).build();
      case DeliverOp deliver -> deliver(instruction, deliver, sweep);
      case SendOp send -> send(instruction, send, sweep);
      case CustomDerivativeOp custom -> custom(instruction, custom, sweep);
      case SpikeOp _, ProjectionCreateOp _, QueueCreateOp _ -> {}
      case QueuePushOp _, QueuePopOp _ ->
          throw new NotDifferentiable(
              instruction,
              "expected events of a projection, got those of a queue; derivatives go through"
                  + " ranvier.send and ranvier.deliver");
      case SendAdjointOp _ ->
          throw new NotDifferentiable(
              instruction, "expected a first derivative, got the derivative of one");
    }
  }

  /// The cotangents of what arrived take the row of the present step; the step before has the row
  /// before.
  private static void deliver(Instruction instruction, DeliverOp op, Sweep sweep) {
    Builder out = sweep.out();
    Line line = sweep.lines().of(op.projection());
    Value zero = out.scalar(ElementType.I32, 0L);
    List<Value> ordered = out.append(new OptimizationBarrierOp(line.values()));
    Line before = line.with(ordered);
    List<Value> place = List.of(before.row(), zero, zero);
    long rows = before.arrivals().tensorType().dimension(0);
    Value first = out.compare(ComparisonDirection.EQ, before.row(), zero);
    Value last = out.scalar(ElementType.I32, rows - 1);
    Value previous = out.subtract(before.row(), out.scalar(ElementType.I32, 1L));
    Line after =
        new Line(
            before.type(),
            out.dynamicUpdateSlice(before.arrivals(), row(instruction, 1, sweep), place),
            out.dynamicUpdateSlice(before.lateness(), row(instruction, 2, sweep), place),
            out.select(first, last, previous),
            before.weights(),
            before.next(),
            before.latencies());
    sweep.lines().put(op.projection(), after);
  }

  private static Value row(Instruction instruction, int result, Sweep sweep) {
    Builder out = sweep.out();
    TensorType sums = instruction.result(result).tensorType();
    Value cotangent =
        sweep.cotangent(instruction.result(result)).orElseGet(() -> out.splat(sums, 0.0));
    return out.reshape(
        out.convert(cotangent, ElementType.F32), 1, sums.dimension(0), sums.dimension(1));
  }

  private static void send(Instruction instruction, SendOp op, Sweep sweep) {
    Builder out = sweep.out();
    Line line = sweep.lines().of(op.projection());
    List<Payload> wanted = new ArrayList<>();
    op.payload()
        .forEach(
            (way, value) -> {
              if (sweep.isActive(value)) {
                wanted.add(way);
              }
            });
    List<Value> results =
        out.append(
            new SendAdjointOp(
                line.type(),
                line.arrivals(),
                line.lateness(),
                line.row(),
                sweep.primal(op.spikes()),
                synapses(op.synapses(), sweep),
                line.weights(),
                line.latencies(),
                accepted(instruction, line.type(), sweep),
                line.next().stream().map(slots -> here(out, slots)).toList(),
                wanted));
    List<Value> latencies = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Value cotangent = results.get(1 + i);
      switch (wanted.get(i)) {
        case VALUES, TIMES -> sweep.flow(known(op.payload(), wanted.get(i)), cotangent);
        case LATENCIES -> latencies.add(cotangent);
      }
    }
    Line after =
        new Line(
            line.type(),
            line.arrivals(),
            line.lateness(),
            line.row(),
            results.getFirst(),
            line.next().stream().map(slots -> before(op, slots, sweep)).toList(),
            latencies);
    sweep.lines().put(op.projection(), after);
  }

  /// In how many steps an event comes that takes the place of one of this step.
  private static Value here(Builder out, Value slots) {
    return Rows.row(out, slots, 0);
  }

  /// The slots as the step before sees them: all is a step further away, but for the spikes of this
  /// step, and it is the turn of the next slot.
  private static Value before(SendOp op, Value slots, Sweep sweep) {
    Builder out = sweep.out();
    Value here = here(out, slots);
    TensorType steps = here.tensorType();
    Value now = out.select(sweep.primal(op.spikes()), out.splat(steps, 0L), here);
    long count = slots.tensorType().dimension(0);
    Value turned =
        count == 1
            ? Rows.single(out, now)
            : out.concatenate(0, Rows.slice(out, slots, 1, count), Rows.single(out, now));
    Value further = out.add(turned, out.splat(slots.tensorType(), 1L));
    return out.minimum(further, out.splat(slots.tensorType(), NEVER));
  }

  /// Which events found room, where one may not.
  private static List<Value> accepted(Instruction instruction, ProjectionType type, Sweep sweep) {
    return Queues.of(type.queues()).dropsNew()
        ? List.of(sweep.primal(instruction.result(2)))
        : List.of();
  }

  private static Value known(Map<Payload, Value> payload, Payload way) {
    return Objects.requireNonNull(payload.get(way));
  }

  /// As they stand where the derivative is written.
  static Synapses synapses(Synapses synapses, Point at) {
    return new Synapses(
        at.primal(synapses.weights()),
        at.primal(synapses.delays()),
        synapses.rows().stream().map(at::primal).toList());
  }

  private static void custom(Instruction instruction, CustomDerivativeOp op, Sweep sweep) {
    Builder out = sweep.out();
    List<Value> given =
        Stream.concat(
                op.operands().stream().map(sweep::primal),
                instruction.results().stream()
                    .filter(result -> isFloat(result))
                    .map(sweep::cotangentOrZeros))
            .toList();
    List<Value> cotangents = new Copies(EventTranspose::foreign).inline(op.vjp(), given, out);
    List<Value> floats = op.operands().stream().filter(EventTranspose::isFloat).toList();
    for (int i = 0; i < floats.size(); i++) {
      sweep.flow(floats.get(i), cotangents.get(i));
    }
  }

  private static Value foreign(Value value) {
    throw new IllegalStateException("expected a value of the rule itself, got " + value);
  }

  private static boolean isFloat(Value value) {
    return value.tensorType().element().isFloat();
  }
}
