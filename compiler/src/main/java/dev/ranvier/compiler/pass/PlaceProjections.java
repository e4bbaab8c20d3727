package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.placement.Placement;
import dev.ranvier.compiler.placement.Placements;
import dev.ranvier.compiler.placement.Transposed;
import dev.ranvier.compiler.queue.Rows;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
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

/// Replaces projections by the parts in which their layouts keep them, and what is sent through
/// them by ops on those parts. Where a projection keeps queues, these are left to `LowerQueues`.
public final class PlaceProjections extends PartsRewriter {
  private final Map<ProjectionType, Placement> placements = new HashMap<>();

  /// Of the chunk that is written, by the projections that its steps are entered with.
  private final IdentityHashMap<Value, Seen> ahead = new IdentityHashMap<>();

  private final Target target;

  /// @param ahead what arrives in the steps of a chunk
  /// @param first the number of the first of them
  private record Seen(Value ahead, Value first) {}

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
      case TimeLoopOp loop ->
          Chunks.of(loop, this::placement)
              .ifPresentOrElse(
                  chunks -> inChunks(instruction, loop, chunks, out), () -> copy(instruction, out));
      default -> copy(instruction, out);
    }
  }

  /// A loop of chunks, then what is left of a last one; the records of both follow each other.
  private void inChunks(Instruction instruction, TimeLoopOp loop, Chunks chunks, Builder out) {
    int width = loop.carried().size();
    long count = loop.steps() / chunks.length();
    long whole = count * chunks.length();
    List<Value> sequences = all(loop.sequences());
    Value first = one(loop.first());
    List<Value> after =
        chunkByChunk(loop, chunks, first, all(loop.carried()), rows(out, sequences, 0, whole), out);
    int parts = after.size() - (loop.resultTypes().size() - width);
    List<Value> results = new ArrayList<>(after);
    if (whole < loop.steps()) {
      Value next = out.add(first, out.scalar(ElementType.I32, whole));
      List<Value> rest = rows(out, sequences, whole, loop.steps());
      List<Value> last =
          chunk(loop, chunks, loop.steps() - whole, next, after.subList(0, parts), rest, out);
      for (int i = 0; i < results.size(); i++) {
        Value more = last.get(i);
        results.set(i, i < parts ? more : out.concatenate(0, results.get(i), more));
      }
    }
    int next = 0;
    for (Value old : instruction.results()) {
      int wide = typesFor(old.type()).size();
      replace(old, results.subList(next, next + wide));
      next += wide;
    }
  }

  private static List<Value> rows(Builder out, List<Value> sequences, long from, long to) {
    return sequences.stream()
        .map(
            sequence ->
                sequence.tensorType().dimension(0) == to - from
                    ? sequence
                    : Rows.slice(out, sequence, from, to))
        .toList();
  }

  /// @param sequences of as many rows as all chunks have steps
  /// @return what is carried after the last chunk, then the records of all steps
  private List<Value> chunkByChunk(
      TimeLoopOp loop,
      Chunks chunks,
      Value first,
      List<Value> carried,
      List<Value> sequences,
      Builder out) {
    long count = loop.steps() / chunks.length();
    List<Value> cut = sequences.stream().map(one -> cut(out, one, count, chunks.length())).toList();
    List<Type> entered = new ArrayList<>(List.of(TensorType.scalar(ElementType.I32)));
    carried.forEach(value -> entered.add(value.type()));
    cut.forEach(value -> entered.add(rowOf(value)));
    Block body =
        Builder.block(
            entered,
            out.location(),
            (builder, values) -> {
              Value before =
                  builder.multiply(
                      values.getFirst(), builder.scalar(ElementType.I32, chunks.length()));
              int ports = 1 + carried.size();
              builder.returns(
                  chunk(
                      loop,
                      chunks,
                      chunks.length(),
                      builder.add(first, before),
                      values.subList(1, ports),
                      values.subList(ports, values.size()),
                      builder));
            });
    Value none = out.scalar(ElementType.I32, 0L);
    List<Value> results =
        out.append(new TimeLoopOp(count, none, carried, cut, body), LowerTimeLoops.CHUNKS);
    List<Value> joined = new ArrayList<>(results.subList(0, carried.size()));
    results.stream().skip(carried.size()).map(record -> join(out, record)).forEach(joined::add);
    return joined;
  }

  private static Value cut(Builder out, Value sequence, long count, long length) {
    List<Long> dimensions = new ArrayList<>(List.of(count, length));
    dimensions.addAll(rowOf(sequence).dimensions());
    return out.reshape(sequence, dimensions);
  }

  private static Value join(Builder out, Value record) {
    List<Long> dimensions = record.tensorType().dimensions();
    List<Long> joined = new ArrayList<>(List.of(dimensions.get(0) * dimensions.get(1)));
    joined.addAll(dimensions.subList(2, dimensions.size()));
    return out.reshape(record, joined);
  }

  private static TensorType rowOf(Value sequence) {
    TensorType type = sequence.tensorType();
    return type.withDimensions(type.dimensions().subList(1, type.rank()));
  }

  /// The steps of one chunk, in front of which it is seen what arrives in them.
  ///
  /// @param first the number of its first step
  /// @return what is carried after it, then the records of its steps
  private List<Value> chunk(
      TimeLoopOp loop,
      Chunks chunks,
      long steps,
      Value first,
      List<Value> carried,
      List<Value> sequences,
      Builder out) {
    int next = 0;
    for (int i = 0; i < loop.carried().size(); i++) {
      int wide = typesFor(loop.carried().get(i).type()).size();
      DeliverOp deliver = chunks.deliveries().get(i);
      if (deliver != null
          && placement(deliver.projection().type()) instanceof Placement.LooksAhead placement) {
        List<Value> parts = carried.subList(next, next + wide);
        Value seen = placement.ahead(out, parts, rewritten(deliver.synapses()));
        ahead.put(deliver.projection(), new Seen(seen, first));
      }
      next += wide;
    }
    List<Value> results =
        out.append(new TimeLoopOp(steps, first, carried, sequences, rewrite(loop.body())));
    chunks.deliveries().values().forEach(deliver -> ahead.remove(deliver.projection()));
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
    Placement placement = placement(op.projection().type());
    List<Value> parts = all(op.projection());
    Synapses synapses = rewritten(op.synapses());
    Value now = one(op.now());
    Seen seen = ahead.get(op.projection());
    if (seen != null && placement instanceof Placement.LooksAhead looking) {
      Value turn = out.subtract(now, seen.first());
      return new Placement.Delivered(parts, looking.sums(out, seen.ahead(), turn, synapses));
    }
    return placement.deliver(out, parts, synapses, now);
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
            all(op.next()));
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
