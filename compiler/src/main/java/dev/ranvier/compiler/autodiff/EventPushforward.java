package dev.ranvier.compiler.autodiff;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Forward-mode rules of the ops on spikes, queues and time. Called for an op if any of its results
/// is active.
final class EventPushforward {
  private EventPushforward() {}

  static void push(Instruction instruction, EventOp op, Tangents tangents) {
    switch (op) {
      case TimeLoopOp loop -> new TimeLoopPushforward(instruction, loop, tangents).build();
      case CustomDerivativeOp custom -> custom(instruction, custom, tangents);
      case SpikeOp _, ProjectionCreateOp _, QueueCreateOp _, LineCreateOp _ ->
          tangents.copy(instruction);
      case DeliverOp deliver -> deliver(instruction, deliver, tangents);
      case SendOp send -> send(instruction, send, tangents);
      case QueuePushOp _, QueuePopOp _ ->
          throw new NotDifferentiable(
              instruction,
              "expected events of a projection, got those of a queue; derivatives go through"
                  + " ranvier.send and ranvier.deliver");
      case SendAdjointOp _, DeliverAdjointOp _ -> throw secondDerivative(instruction);
    }
  }

  static NotDifferentiable secondDerivative(Instruction instruction) {
    return new NotDifferentiable(
        instruction, "expected a first derivative, got the derivative of one");
  }

  static NotDifferentiable unknownPast(Instruction instruction) {
    return new NotDifferentiable(
        instruction,
        "expected, in forward mode, a projection that the function makes, and that only sends,"
            + " deliveries and time loops hand on, each in its place, got another; make it in the"
            + " function, or use reverse mode");
  }

  /// Reads are over before a send writes: so the history may stay in its place.
  private static void deliver(Instruction instruction, DeliverOp op, Tangents tangents) {
    History history = history(instruction, op.projection(), tangents);
    tangents.copy(instruction);
    Builder out = tangents.out();
    Synapses synapses = EventTranspose.synapses(op.synapses(), tangents);
    Arrivals arrivals = new Arrivals(out, history, synapses, tangents.primal(op.now()));
    List<Value> read = new ArrayList<>(history.values());
    boolean arrives = Queues.of(history.type().queues()).holdsEvents();
    Optional<Value> sums =
        arrives ? arrivals.sums(tangents.tangent(op.synapses().weights())) : Optional.empty();
    Optional<Value> lateness = arrives ? arrivals.lateness() : Optional.empty();
    sums.ifPresent(read::add);
    lateness.ifPresent(read::add);
    List<Value> ordered = out.append(new OptimizationBarrierOp(read));
    tangents.put(instruction.result(0), history.with(ordered));
    sums.ifPresent(each -> tangents.put(instruction.result(1), ordered.get(read.indexOf(each))));
    lateness.ifPresent(
        each -> tangents.put(instruction.result(2), ordered.get(read.indexOf(each))));
  }

  private static void send(Instruction instruction, SendOp op, Tangents tangents) {
    History history = history(instruction, op.projection(), tangents);
    tangents.copy(instruction);
    Map<Payload, Value> sent = new EnumMap<>(Payload.class);
    history
        .tangents()
        .forEach((way, before) -> sent.put(way, sent(op, way, history.type(), before, tangents)));
    Value marks = tangents.primal(history.perSynapse() ? instruction.result(2) : op.spikes());
    Value now = tangents.primal(op.now());
    tangents.put(instruction.result(0), history.sent(tangents.out(), now, sent, marks));
  }

  /// The tangent of what is sent on one way.
  private static Value sent(
      SendOp op, Payload way, ProjectionType type, Value before, Tangents tangents) {
    Value value = op.payload().get(way);
    if (value != null) {
      return tangents.orZeros(value);
    }
    TensorType none =
        switch (way) {
          case VALUES, TIMES -> type.perSource(ElementType.F32);
          case LATENCIES -> before.tensorType();
        };
    return tangents.out().splat(none, 0.0);
  }

  private static History history(Instruction instruction, Value projection, Tangents tangents) {
    return tangents.history(projection).orElseThrow(() -> unknownPast(instruction));
  }

  /// By the rule that came with it.
  private static void custom(Instruction instruction, CustomDerivativeOp op, Tangents tangents) {
    List<Value> given = new ArrayList<>(op.operands().stream().map(tangents::primal).toList());
    op.operands().stream()
        .filter(EventPushforward::isFloat)
        .forEach(operand -> given.add(tangents.orZeros(operand)));
    tangents.copy(instruction);
    List<Value> pushed = new Copies(tangents::primal).inline(op.jvp(), given, tangents.out());
    int next = 0;
    for (Value result : instruction.results()) {
      if (isFloat(result)) {
        tangents.put(result, pushed.get(next++));
      }
    }
  }

  private static boolean isFloat(Value value) {
    return value.tensorType().element().isFloat();
  }
}
