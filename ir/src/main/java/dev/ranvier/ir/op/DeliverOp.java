package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Takes out of the queues of a projection what arrives in this step, and sums it by target.
/// Results: the queues, and for each target the sum of `weight * events` over its synapses,
/// `[batch, target]` of `f64`.
///
/// @param queue one queue for each synapse of each sample, `[batch, source, target]` or `[batch,
///   synapse]`
/// @param synapses the same in every step of a loop
/// @param now the present step, `tensor<i32>`
public record DeliverOp(Value queue, Synapses synapses, Value now) implements EventOp {
  public DeliverOp {
    Check.that(
        now.type().equals(TensorType.scalar(ElementType.I32)),
        "deliver_c1",
        "expected a step of tensor<i32>, got %s",
        now.type());
    Check.that(
        synapses.fit(queue),
        "deliver_c2",
        "expected queues of [batch] and %s, got %s",
        synapses.weights().tensorType().dimensions(),
        queue.type());
  }

  static DeliverOp read(OpParts parts) {
    return new DeliverOp(parts.operand(0), Synapses.read(parts, 2), parts.operand(1));
  }

  @Override
  public String name() {
    return "ranvier.deliver";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>(List.of(queue, now));
    operands.addAll(synapses.operands());
    return operands;
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().integer("targets", synapses.targetCount()).build();
  }

  @Override
  public List<Type> resultTypes() {
    long batch = ((QueueType) queue.type()).dimensions().getFirst();
    return List.of(queue.type(), TensorType.of(ElementType.F64, batch, synapses.targetCount()));
  }
}
