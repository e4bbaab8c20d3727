package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Room for a number of events, of which a new one that finds none is dropped. A synapse's delay
/// never changes, so its events arrive in the order in which they are sent, and what is under way
/// is the last few that were admitted: their steps are kept, the latest first, and looked at only
/// when the synapse is sent a spike. It is full when the earliest of them has not arrived yet.
///
/// Steps are counted by a clock of 32 bits that wraps. So that a step of long ago is never taken
/// for a late one, each step looks after one synapse, in turn, and sets what has arrived there to a
/// little more than the longest delay ago.
///
/// @param capacity how many events a synapse holds
/// @param reach the longest delay in steps
record Bounded(ProjectionType type, int capacity, int reach) implements Admission {
  private static final TensorType INDEX = TensorType.scalar(ElementType.I32);

  private long queues() {
    return type.batch() * type.synapses();
  }

  private TensorType steps() {
    return TensorType.of(ElementType.I32, queues() * capacity);
  }

  private TensorType held() {
    return TensorType.of(ElementType.I32, capacity);
  }

  @Override
  public List<Placement.Part> parts() {
    return List.of(
        new Placement.Part("steps", steps()),
        new Placement.Part("clock", INDEX),
        new Placement.Part("turn", INDEX));
  }

  @Override
  public List<Value> create(Builder builder) {
    return List.of(
        builder.splat(steps(), -reach - 1L), builder.splat(INDEX, 0L), builder.splat(INDEX, 0L));
  }

  @Override
  public List<Value> tick(Builder builder, List<Value> parts) {
    Value one = builder.splat(INDEX, 1L);
    Value clock = builder.add(parts.get(1), one);
    Value turn = parts.get(2);
    Value place = builder.multiply(turn, builder.scalar(ElementType.I32, capacity));
    Value held = builder.dynamicSlice(parts.get(0), List.of(place), capacity);
    Value age = builder.subtract(builder.broadcast(clock, held()), held);
    Value past = builder.broadcast(ago(builder, clock), held());
    Value arrived =
        builder.compare(
            ComparisonDirection.GT,
            builder.convert(age, ElementType.U32),
            builder.splat(held().withElement(ElementType.U32), reach));
    Value kept = builder.select(arrived, past, held);
    Value next = builder.add(turn, one);
    Value wraps =
        builder.compare(ComparisonDirection.GE, next, builder.scalar(ElementType.I32, queues()));
    return List.of(
        builder.dynamicUpdateSlice(parts.get(0), kept, List.of(place)),
        clock,
        builder.select(wraps, builder.splat(INDEX, 0L), next));
  }

  private Value ago(Builder builder, Value clock) {
    return builder.subtract(clock, builder.scalar(ElementType.I32, reach + 1L));
  }

  @Override
  public List<Value> changing(List<Value> parts, Value none) {
    return List.of(parts.getFirst(), none);
  }

  @Override
  public List<Value> changed(List<Value> parts, List<Value> state) {
    return List.of(state.getFirst(), parts.get(1), parts.get(2));
  }

  @Override
  public Value dropped(List<Value> state, Value none) {
    return state.getLast();
  }

  @Override
  public Spike spike(Builder builder, List<Value> parts, RowTable.Row row) {
    return new Spike(parts.get(1), row.sample());
  }

  @Override
  public Verdict admit(
      Builder builder,
      Spike spike,
      Value synapse,
      Value exists,
      RowTable table,
      List<Value> state) {
    Value queue =
        builder.add(
            builder.multiply(spike.sample(), builder.scalar(ElementType.I32, type.synapses())),
            synapse);
    Value place = builder.multiply(queue, builder.scalar(ElementType.I32, capacity));
    List<Value> ordered =
        builder.append(
            new OptimizationBarrierOp(
                List.of(
                    builder.dynamicSlice(state.getFirst(), List.of(place), capacity),
                    state.getFirst())));
    Value held = ordered.getFirst();
    Value earliest =
        builder.reshape(builder.slice(held, List.of(capacity - 1L), List.of((long) capacity)));
    Value age = builder.subtract(spike.clock(), earliest);
    Value room =
        builder.compare(
            ComparisonDirection.GE,
            builder.convert(age, ElementType.U32),
            builder.convert(table.delay(builder, synapse), ElementType.U32));
    Value admitted = builder.and(exists, room);
    Value kept =
        builder.select(
            builder.broadcast(admitted, held().withElement(ElementType.I1)),
            later(builder, spike.clock(), held),
            held);
    Value lost = builder.and(exists, builder.not(room));
    // Else the next synapse's look at what is held is fused with this change, and needs the old.
    return new Verdict(
        admitted,
        List.of(
            builder.barrier(builder.dynamicUpdateSlice(ordered.getLast(), kept, List.of(place))),
            counted(builder, state.getLast(), spike.sample(), lost)));
  }

  /// What is held after one more event, whose step comes first.
  private Value later(Builder builder, Value clock, Value held) {
    List<Value> steps = new ArrayList<>(List.of(builder.reshape(clock, 1)));
    if (capacity > 1) {
      steps.add(builder.slice(held, List.of(0L), List.of(capacity - 1L)));
    }
    return builder.concatenate(0, steps.toArray(Value[]::new));
  }

  private static Value counted(Builder builder, Value counts, Value sample, Value lost) {
    Value before = builder.dynamicSlice(counts, List.of(sample), 1);
    Value one = builder.reshape(builder.convert(lost, ElementType.I32), 1);
    return builder.dynamicUpdateSlice(counts, builder.add(before, one), List.of(sample));
  }
}
