package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.autodiff.Lines.Line;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.DeliverAdjointOp;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.LineCreateOp;
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
  private EventTranspose() {}

  static void transpose(Instruction instruction, EventOp op, Sweep sweep) {
    switch (op) {
      case TimeLoopOp loop -> new TimeLoopTranspose(instruction, loop, sweep).build();
      case DeliverOp deliver -> deliver(instruction, deliver, sweep);
      case SendOp send -> send(instruction, send, sweep);
      case CustomDerivativeOp custom -> custom(instruction, custom, sweep);
      case SpikeOp _, ProjectionCreateOp _, QueueCreateOp _, LineCreateOp _ -> {}
      case QueuePushOp _, QueuePopOp _ ->
          throw new NotDifferentiable(
              instruction,
              "expected events of a projection, got those of a queue; derivatives go through"
                  + " ranvier.send and ranvier.deliver");
      case SendAdjointOp _, DeliverAdjointOp _ ->
          throw EventPushforward.secondDerivative(instruction);
    }
  }

  private static void deliver(Instruction instruction, DeliverOp op, Sweep sweep) {
    Builder out = sweep.out();
    Line line = sweep.lines().of(op.projection());
    Line before = line.with(out.append(new OptimizationBarrierOp(line.values())));
    Value after =
        out.add(
            new DeliverAdjointOp(
                before.line(), row(instruction, 1, sweep), row(instruction, 2, sweep)));
    sweep.lines().put(op.projection(), new Line(after, before.weights(), before.latencies()));
  }

  private static Value row(Instruction instruction, int result, Sweep sweep) {
    Builder out = sweep.out();
    TensorType sums = instruction.result(result).tensorType();
    Value cotangent =
        sweep.cotangent(instruction.result(result)).orElseGet(() -> out.splat(sums, 0.0));
    return out.convert(cotangent, ElementType.F32);
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
                line.line(),
                sweep.primal(op.spikes()),
                synapses(op.synapses(), sweep),
                line.weights(),
                line.latencies(),
                accepted(instruction, op, sweep),
                wanted));
    List<Value> latencies = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Value cotangent = results.get(2 + i);
      switch (wanted.get(i)) {
        case VALUES, TIMES -> sweep.flow(known(op.payload(), wanted.get(i)), cotangent);
        case LATENCIES -> latencies.add(cotangent);
      }
    }
    sweep.lines().put(op.projection(), new Line(results.get(0), results.get(1), latencies));
  }

  /// Which events found room, where one may not.
  private static List<Value> accepted(Instruction instruction, SendOp op, Sweep sweep) {
    ProjectionType type = (ProjectionType) op.projection().type();
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
