package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Takes out what arrives in this step. Results: the queues, and for each one how many events
/// arrived (`i32`).
///
/// @param queue a tensor of queues
/// @param now the present step, `tensor<i32>`
public record QueuePopOp(Value queue, Value now) implements EventOp {
  public QueuePopOp {
    Check.that(
        queue.type() instanceof QueueType, "queue_pop_c1", "expected queues, got %s", queue.type());
    Check.that(
        now.type().equals(TensorType.scalar(ElementType.I32)),
        "queue_pop_c2",
        "expected a step of tensor<i32>, got %s",
        now.type());
  }

  @Override
  public String name() {
    return "ranvier.queue_pop";
  }

  @Override
  public List<Value> operands() {
    return List.of(queue, now);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(queue.type(), ((QueueType) queue.type()).shapedLike(ElementType.I32));
  }
}
