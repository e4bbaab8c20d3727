package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.ms;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Map;

/// One dense projection with a queue for each synapse, and its gradient: given spikes are sent,
/// what arrives fills leaky sums, and the squares of the sums at the end are differentiated by the
/// weights and, as surrogates do it, by every source in every step.
///
/// @param equal whether all delays are the longest one, which the program then says
record GradientWork(
    Queue queue, int longest, boolean equal, long batch, long sources, long targets, int steps) {
  private static final Location HERE = Location.of("GradientWork", 1);
  private static final double LEAK = 0.875;

  private ProjectionType type() {
    List<Long> queues = List.of(batch, sources * targets);
    QueueType kind =
        queue.type(Delays.uniform(ms(1), ms(longest)), dt(ms(1)), queues).withReach(longest);
    return new ProjectionType(kind, sources, targets);
  }

  private TensorType synapses(ElementType element) {
    return TensorType.of(element, sources, targets);
  }

  private TensorType sent(ElementType element) {
    return TensorType.of(element, steps, batch, sources);
  }

  /// The text of a module that runs the steps.
  String run(Target target) {
    return text(target, forward(type()));
  }

  /// The text of a module that runs the steps and then takes them back.
  String gradient(Target target) {
    return text(target, Gradient.reverse(forward(type()), List.of(0, 1)));
  }

  private static String text(Target target, Function function) {
    return Printer.print(Compiler.target(target).lower(Module.of("queues", function)));
  }

  /// `main(weights, values, spikes, delays)`.
  private Function forward(ProjectionType type) {
    Builder builder =
        new Builder(
            List.of(
                synapses(ElementType.F32),
                sent(ElementType.F32),
                sent(ElementType.U8),
                synapses(ElementType.I32)),
            HERE);
    List<Value> given = builder.arguments();
    Synapses synapses = Synapses.dense(given.getFirst(), delays(builder, given.getLast()));
    Value none = builder.splat(type.perTarget(ElementType.F32), 0.0);
    Block body =
        Builder.block(
            List.of(
                TensorType.scalar(ElementType.I32),
                type,
                none.type(),
                type.perSource(ElementType.F32),
                type.perSource(ElementType.U8)),
            HERE,
            (step, values) -> step(step, values, synapses));
    List<Value> results =
        builder.append(
            new TimeLoopOp(
                steps,
                builder.scalar(ElementType.I32, 0L),
                List.of(builder.add(new ProjectionCreateOp(type)), none),
                List.of(given.get(1), given.get(2)),
                body));
    Value sums = results.getLast();
    builder.functionReturns(builder.reduceSum(builder.multiply(sums, sums), 0, 1));
    return Function.of("main", true, builder.build(), HERE);
  }

  private static void step(Builder step, List<Value> values, Synapses synapses) {
    Value now = values.getFirst();
    List<Value> arrived = step.append(new DeliverOp(values.get(1), synapses, now));
    Value sums = values.get(2);
    Value leaked = step.multiply(sums, step.splat(sums.tensorType(), LEAK));
    Value filled = step.add(leaked, step.convert(arrived.get(1), ElementType.F32));
    Value events = values.get(4);
    Value spikes =
        step.compare(ComparisonDirection.NE, events, step.splat(events.tensorType(), 0L));
    Map<Payload, Value> payload = Map.of(Payload.VALUES, values.get(3));
    List<Value> sent = step.append(new SendOp(arrived.getFirst(), spikes, payload, synapses, now));
    step.returns(sent.getFirst(), filled);
  }

  private Value delays(Builder builder, Value given) {
    TensorType type = given.tensorType();
    return equal
        ? builder.splat(type, (long) longest)
        : builder.clamp(builder.splat(type, 1L), given, builder.splat(type, (long) longest));
  }
}
