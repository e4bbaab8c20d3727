package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.autodiff.Span;
import dev.ranvier.compiler.placement.LinePlacement;
import dev.ranvier.compiler.placement.Placement;
import dev.ranvier.compiler.placement.Placements;
import dev.ranvier.compiler.placement.Transposed;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DeliverAdjointOp;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces projections, and their lines of cotangents, by the parts in which their layouts keep
/// them, and what is sent through them by ops on those parts. Where a projection keeps queues,
/// these are left to `LowerQueues`.
public final class PlaceProjections extends PartsRewriter {
  private final Map<ProjectionType, Placement> placements = new HashMap<>();

  private final Map<ProjectionType, LinePlacement> lines = new HashMap<>();

  /// What reads lines of a projection's type.
  private final Map<ProjectionType, List<SendAdjointOp>> sends = new HashMap<>();

  /// Of the chunk that is written, by the projections that its steps are entered with.
  private final IdentityHashMap<Value, Seen> seen = new IdentityHashMap<>();

  private final Target target;

  /// @param ahead what arrives in the steps of a chunk
  /// @param first the number of the first of them
  private record Seen(Placement.LooksAhead placement, Value ahead, Value first) {}

  private PlaceProjections(Target target) {
    this.target = target;
  }

  public static Module run(Module module, Target target) {
    PlaceProjections pass = new PlaceProjections(target);
    module.functions().forEach(function -> pass.find(function.body()));
    return pass.rewrite(module);
  }

  /// Notes which sends lines are read for.
  private void find(Block block) {
    for (Instruction instruction : block.instructions()) {
      if (instruction.op() instanceof SendAdjointOp send) {
        sends.computeIfAbsent(send.projection(), _ -> new ArrayList<>()).add(send);
      }
      instruction.op().regions().forEach(this::find);
    }
  }

  private Placement placement(Type type) {
    return placements.computeIfAbsent((ProjectionType) type, Placements::of);
  }

  private LinePlacement linePlacement(Type type) {
    return lines.computeIfAbsent(
        ((LineType) type).projection(),
        projection -> Transposed.of(projection, sends.getOrDefault(projection, List.of()), target));
  }

  @Override
  protected Optional<List<Part>> partsOf(Type type) {
    return switch (type) {
      case TensorType _, QueueType _, StackType _ -> Optional.empty();
      case ProjectionType projection -> Optional.of(named(placement(projection).parts()));
      case LineType line -> Optional.of(named(linePlacement(line).parts()));
    };
  }

  private static List<Part> named(List<Placement.Part> parts) {
    return parts.stream().map(part -> new Part(part.name(), part.type())).toList();
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    switch (instruction.op()) {
      case ProjectionCreateOp create ->
          replace(instruction.result(0), placement(create.type()).create(out));
      case DeliverOp deliver -> deliver(instruction, deliver, out);
      case SendOp send -> send(instruction, send, out);
      case LineCreateOp create ->
          replace(instruction.result(0), linePlacement(create.type()).create(out));
      case DeliverAdjointOp adjoint -> deliverAdjoint(instruction, adjoint, out);
      case SendAdjointOp adjoint -> sendAdjoint(instruction, adjoint, out);
      case TimeLoopOp loop ->
          Chunks.of(loop, this::placement)
              .ifPresentOrElse(
                  chunks -> replace(instruction, inChunks(loop, chunks, out)),
                  () -> copy(instruction, out));
      default -> copy(instruction, out);
    }
  }

  /// A loop of chunks, then what is left of a last one.
  private List<Value> inChunks(TimeLoopOp loop, Chunks chunks, Builder out) {
    Span all =
        new Span(loop.steps(), one(loop.first()), all(loop.carried()), all(loop.sequences()));
    return all.cut(
        out,
        chunks.length(),
        LowerTimeLoops.CHUNKS,
        (inner, chunk) -> chunk(loop, chunks, chunk, inner));
  }

  /// The steps of one chunk, in front of which it is seen what arrives in them.
  private List<Value> chunk(TimeLoopOp loop, Chunks chunks, Span chunk, Builder out) {
    int next = 0;
    for (int i = 0; i < loop.carried().size(); i++) {
      int wide = typesFor(loop.carried().get(i).type()).size();
      Value entered = loop.body().arguments().get(1 + i);
      Chunks.Look look = chunks.looks().get(entered);
      if (look != null) {
        List<Value> parts = chunk.carried().subList(next, next + wide);
        Value known = look.placement().ahead(out, parts, rewritten(look.synapses()));
        seen.put(entered, new Seen(look.placement(), known, chunk.first()));
      }
      next += wide;
    }
    List<Value> results =
        out.append(
            new TimeLoopOp(
                chunk.steps(),
                chunk.first(),
                chunk.carried(),
                chunk.sequences(),
                rewrite(loop.body())));
    chunks.looks().keySet().forEach(seen::remove);
    return results;
  }

  private void deliver(Instruction instruction, DeliverOp op, Builder out) {
    Placement.Delivered delivered = delivered(op, out);
    replace(instruction.result(0), delivered.parts());
    replace(instruction.result(1), List.of(delivered.sums()));
    Value never = out.splat(instruction.result(2).tensorType(), 0L);
    replace(instruction.result(2), List.of(never));
  }

  private Placement.Delivered delivered(DeliverOp op, Builder out) {
    List<Value> parts = all(op.projection());
    Synapses synapses = rewritten(op.synapses());
    Value now = one(op.now());
    Seen known = seen.get(op.projection());
    if (known == null) {
      return placement(op.projection().type()).deliver(out, parts, synapses, now);
    }
    Value turn = out.subtract(now, known.first());
    return new Placement.Delivered(
        parts, known.placement().sums(out, known.ahead(), turn, synapses));
  }

  private void deliverAdjoint(Instruction instruction, DeliverAdjointOp op, Builder out) {
    LinePlacement placement = linePlacement(op.line().type());
    replace(
        instruction.result(0),
        placement.deliver(out, all(op.line()), one(op.arrivals()), one(op.lateness())));
  }

  private void sendAdjoint(Instruction instruction, SendAdjointOp op, Builder out) {
    var operands =
        new Transposed.Operands(
            one(op.spikes()),
            rewritten(op.synapses()),
            one(op.weights()),
            all(op.latencies()),
            all(op.accepted()),
            List.of());
    LinePlacement.Sent sent =
        linePlacement(op.line().type()).send(out, all(op.line()), operands, op.wanted());
    List<Value> results = new ArrayList<>(sent.line());
    results.addAll(sent.results());
    replace(instruction, results);
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
