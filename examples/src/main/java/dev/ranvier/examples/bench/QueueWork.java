package dev.ranvier.examples.bench;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// Queues by themselves: a step pops every queue, counts what arrives, and then pushes into those
/// whose event bit is set.
///
/// @param type the queues, `[n]`, or of more dimensions where a device wants them so
/// @param delays in steps, one for each queue, of their shape, `i32`; where all are equal, the
///   program says so
/// @param events `[steps, n]` of `ui8`, not 0 where there is an event
public record QueueWork(QueueType type, Tensor delays, Tensor events) {
  private static final Location HERE = Location.of("QueueWork", 1);
  private static final TensorType STEP = TensorType.scalar(ElementType.I32);

  /// @param kind as queue types name it
  /// @param capacity how many events a queue holds; of no interest to a ring
  /// @throws BenchFailed if there is no such queue
  public static QueueWork of(String kind, int capacity, Tensor delays, Tensor events) {
    int reach = Arrays.stream(delays.toInts()).max().orElse(1);
    int slots = kind.equals("ring") ? reach : capacity;
    QueueType type = new QueueType(kind, slots, delays.type().dimensions()).withReach(reach);
    try {
      Queues.of(type);
    } catch (IllegalArgumentException unknown) {
      throw new BenchFailed(String.valueOf(unknown.getMessage()));
    }
    return new QueueWork(type, delays, events);
  }

  private int steps() {
    return Math.toIntExact(events.type().dimension(0));
  }

  private boolean hasEqualDelays() {
    return Arrays.stream(delays.toInts()).distinct().count() == 1;
  }

  private TensorType each(ElementType element) {
    return type.shapedLike(element);
  }

  /// What a run counts in each step.
  private enum Count {
    ARRIVED,
    DROPPED
  }

  /// Lowered for a target; counts the events that arrive.
  public Work lowered(Target target) {
    return lowered(Count.ARRIVED, target);
  }

  /// The same queues and events; counts those that are dropped.
  Work dropping(Target target) {
    return lowered(Count.DROPPED, target);
  }

  private Work lowered(Count count, Target target) {
    Module module = Compiler.target(target).lower(module(count));
    return new Work(module, List.of(events, delays), 0, steps());
  }

  /// Lowered for a target, to be compiled: the text of a module, whose steps add up what arrives in
  /// each queue, so that a step holds little else than queues.
  String text(Target target) {
    return Printer.print(Compiler.target(target).lower(totals()));
  }

  /// How the queues could be kept on a target; the first is what it takes unless told otherwise.
  List<QueueLowering> lowerings(Target target) {
    return LowerQueues.choices(module(Count.ARRIVED), target, type);
  }

  /// The same queues, kept in this way.
  QueueWork laidOut(QueueLowering lowering) {
    return new QueueWork(type.withLayout(lowering.name()), delays, events);
  }

  /// How the queues are kept on a target.
  public QueueLowering lowering(Target target) {
    return LowerQueues.choose(module(Count.ARRIVED), target, type);
  }

  /// `main(events, delays)` gives for each step a number of events, `[steps]` of `i32`.
  private Module module(Count count) {
    Builder builder = new Builder(List.of(events.type(), delays.type()), HERE);
    Value delays = delays(builder, builder.arguments().get(1));
    Value first = builder.scalar(ElementType.I32, 0L);
    Value queues = builder.add(new QueueCreateOp(type));
    List<Value> results =
        builder.append(
            new TimeLoopOp(
                steps(),
                first,
                List.of(queues),
                List.of(builder.arguments().getFirst()),
                body(delays, count)));
    builder.functionReturns(results.get(1));
    return Module.of("queues", Function.of("main", true, builder.build(), HERE));
  }

  /// `main(events, delays)` gives for each queue how many events arrived, `i32`.
  private Module totals() {
    Builder builder = new Builder(List.of(events.type(), delays.type()), HERE);
    Value delays = delays(builder, builder.arguments().get(1));
    Value first = builder.scalar(ElementType.I32, 0L);
    Value queues = builder.add(new QueueCreateOp(type));
    Value none = builder.splat(each(ElementType.I32), 0L);
    Block body =
        Builder.block(
            List.of(STEP, type, each(ElementType.I32), each(ElementType.U8)),
            HERE,
            (step, values) -> {
              Stepped stepped =
                  step(step, values.get(1), values.getLast(), delays, values.getFirst());
              step.returns(stepped.queues(), step.add(values.get(2), stepped.arrived()));
            });
    List<Value> carried = List.of(queues, none);
    List<Value> events = List.of(builder.arguments().getFirst());
    List<Value> results = builder.append(new TimeLoopOp(steps(), first, carried, events, body));
    builder.functionReturns(results.get(1));
    return Module.of("queues", Function.of("main", true, builder.build(), HERE));
  }

  /// @param arrived how many events of each queue
  /// @param dropped how many
  private record Stepped(Value queues, Value arrived, Value dropped) {}

  private Stepped step(Builder body, Value queues, Value events, Value delays, Value now) {
    List<Value> popped = body.append(new QueuePopOp(queues, now));
    Value none = body.splat(each(ElementType.U8), 0L);
    Value sent = body.compare(ComparisonDirection.NE, events, none);
    List<Value> pushed = body.append(new QueuePushOp(popped.getFirst(), sent, delays, now));
    return new Stepped(pushed.getFirst(), popped.getLast(), pushed.getLast());
  }

  /// Held within reach, which lowerings may then rely on.
  private Value delays(Builder builder, Value given) {
    TensorType type = given.tensorType();
    return hasEqualDelays()
        ? builder.splat(type, this.delays.asLong(0))
        : builder.clamp(builder.splat(type, 1L), given, builder.splat(type, this.type.reach()));
  }

  private Block body(Value delays, Count count) {
    return Builder.block(
        List.of(STEP, type, each(ElementType.U8)),
        HERE,
        (body, values) -> {
          Stepped stepped = step(body, values.get(1), values.get(2), delays, values.getFirst());
          Value counted =
              switch (count) {
                case ARRIVED -> stepped.arrived();
                case DROPPED -> stepped.dropped();
              };
          long[] axes = LongStream.range(0, type.dimensions().size()).toArray();
          body.returns(stepped.queues(), body.reduceSum(counted, axes));
        });
  }
}
