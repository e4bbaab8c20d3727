package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.placement.Placement;
import dev.ranvier.compiler.placement.Placements;
import dev.ranvier.compiler.placement.Transposed;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces projections by the parts in which their layouts keep them, and what is sent through
/// them by ops on those parts. Where a projection keeps queues, these are left to `LowerQueues`.
public final class PlaceProjections extends PartsRewriter {
  private final Map<ProjectionType, Placement> placements = new HashMap<>();

  private final Target target;

  private PlaceProjections(Target target) {
    this.target = target;
  }

  public static Module run(Module module, Target target) {
    return new PlaceProjections(target).rewrite(module);
  }

  private Placement placement(Type type) {
    return placements.computeIfAbsent((ProjectionType) type, Placements::of);
  }

  @Override
  protected Optional<List<Part>> partsOf(Type type) {
    return switch (type) {
      case TensorType _, QueueType _, StackType _ -> Optional.empty();
      case ProjectionType projection ->
          Optional.of(
              placement(projection).parts().stream()
                  .map(part -> new Part(part.name(), part.type()))
                  .toList());
    };
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    switch (instruction.op()) {
      case ProjectionCreateOp create ->
          replace(instruction.result(0), placement(create.type()).create(out));
      case DeliverOp deliver -> deliver(instruction, deliver, out);
      case SendOp send -> send(instruction, send, out);
      case SendAdjointOp adjoint -> sendAdjoint(instruction, adjoint, out);
      default -> copy(instruction, out);
    }
  }

  private void deliver(Instruction instruction, DeliverOp op, Builder out) {
    Placement.Delivered delivered =
        placement(op.projection().type())
            .deliver(out, all(op.projection()), rewritten(op.synapses()), one(op.now()));
    replace(instruction.result(0), delivered.parts());
    replace(instruction.result(1), List.of(delivered.sums()));
    Value never = out.splat(instruction.result(2).tensorType(), 0L);
    replace(instruction.result(2), List.of(never));
  }

  private void sendAdjoint(Instruction instruction, SendAdjointOp op, Builder out) {
    var operands =
        new Transposed.Operands(
            one(op.arrivals()),
            one(op.lateness()),
            one(op.row()),
            one(op.spikes()),
            rewritten(op.synapses()),
            one(op.weights()),
            all(op.latencies()),
            all(op.accepted()),
            all(op.later()));
    List<Value> results = Transposed.of(op.projection(), op.wanted(), operands, target, out);
    for (int i = 0; i < results.size(); i++) {
      replace(instruction.result(i), List.of(results.get(i)));
    }
  }

  private void send(Instruction instruction, SendOp op, Builder out) {
    Value spikes = one(op.spikes());
    Placement.Sent sent =
        placement(op.projection().type())
            .send(out, all(op.projection()), spikes, rewritten(op.synapses()), one(op.now()));
    replace(instruction.result(0), sent.parts());
    replace(instruction.result(1), List.of(sent.dropped()));
    replace(instruction.result(2), List.of(sent.accepted()));
  }

  private Synapses rewritten(Synapses synapses) {
    return new Synapses(one(synapses.weights()), one(synapses.delays()), all(synapses.rows()));
  }
}
