package dev.ranvier.compiler.placement;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
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

/// One queue for each synapse, of any kind; how the queues are kept is chosen later.
///
/// @param queues their type, with the layout that they are to have
record Synaptic(ProjectionType type, QueueType queues) implements Placement {
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
    return new Delivered(
        List.of(popped.getFirst()), Weighted.sums(builder, type, popped.getLast(), synapses));
  }

  @Override
  public Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now) {
    TensorType masks = queues.shapedLike(ElementType.I1);
    Value delays = Weighted.delays(builder, synapses, Math.max(1, Queues.reach(queues)));
    Value sent = Weighted.ofSources(builder, type, spikes, synapses);
    List<Value> pushed =
        builder.append(
            new QueuePushOp(
                parts.getFirst(),
                sent,
                builder.broadcast(delays, masks.withElement(ElementType.I32), 1),
                now));
    Value dropped = pushed.getLast();
    Value kept =
        builder.compare(ComparisonDirection.EQ, dropped, builder.splat(dropped.tensorType(), 0L));
    return new Sent(
        List.of(pushed.getFirst()), builder.reduceSum(dropped, 1), builder.and(sent, kept));
  }
}
