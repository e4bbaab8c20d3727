package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// One queue for each of sparse synapses, which spikes reach, and events leave, by products of
/// matrices instead of gathers and scatters. Its delay is fixed and it is sent one event a step, so
/// that at most one arrives.
///
/// @param queues their type
record SynapticProducts(ProjectionType type, QueueType queues) implements Placement {
  @Override
  public List<Part> parts() {
    return List.of(new Part("queues", queues));
  }

  @Override
  public List<Value> create(Builder builder) {
    return List.of(builder.add(new QueueCreateOp(queues)));
  }

  @Override
  public Delivered deliver(Builder builder, List<Value> parts, Synapses synapses, Value now) {
    List<Value> popped = builder.append(new QueuePopOp(parts.getFirst(), now));
    Value sums =
        OneHots.of(builder, type, synapses)
            .sums(builder, Masks.isSome(builder, popped.getLast()), synapses.weights());
    return new Delivered(List.of(popped.getFirst()), sums);
  }

  @Override
  public Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now) {
    TensorType steps = queues.shapedLike(ElementType.I32);
    Value reached =
        OneHots.of(builder, type, synapses)
            .ofSources(builder, builder.convert(spikes, ElementType.F32));
    Value sent = Masks.isSome(builder, reached);
    Value delays = Weighted.delays(builder, synapses, Math.max(1, Queues.reach(queues)));
    List<Value> pushed =
        builder.append(
            new QueuePushOp(parts.getFirst(), sent, builder.broadcast(delays, steps, 1), now));
    Value dropped = pushed.getLast();
    Value accepted = builder.and(sent, builder.not(Masks.isSome(builder, dropped)));
    return new Sent(List.of(pushed.getFirst()), builder.reduceSum(dropped, 1), accepted);
  }
}
