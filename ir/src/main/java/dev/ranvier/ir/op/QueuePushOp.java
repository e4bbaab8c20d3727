package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Sends an event into every queue whose mask is set, to arrive `delay` steps after `now`. Results:
/// the queues, and for each one how many events were dropped (`i32`: 0 or 1).
///
/// @param queue a tensor of queues
/// @param mask `i1`, one for each queue
/// @param delay `i32`, one for each queue, in steps; at least 1, at most what the queue reaches
/// @param now the present step, `tensor<i32>`
public record QueuePushOp(Value queue, Value mask, Value delay, Value now) implements EventOp {
  public QueuePushOp {
    Check.that(
        queue.type() instanceof QueueType,
        "queue_push_c1",
        "expected queues, got %s",
        queue.type());
    TensorType masks = ((QueueType) queue.type()).shapedLike(ElementType.I1);
    Check.that(
        mask.type().equals(masks),
        "queue_push_c2",
        "expected a mask of %s, got %s",
        masks,
        mask.type());
    TensorType delays = masks.withElement(ElementType.I32);
    Check.that(
        delay.type().equals(delays),
        "queue_push_c3",
        "expected delays of %s, got %s",
        delays,
        delay.type());
    Check.that(
        now.type().equals(TensorType.scalar(ElementType.I32)),
        "queue_push_c4",
        "expected a step of tensor<i32>, got %s",
        now.type());
  }

  @Override
  public String name() {
    return "ranvier.queue_push";
  }

  @Override
  public List<Value> operands() {
    return List.of(queue, mask, delay, now);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(queue.type(), ((QueueType) queue.type()).shapedLike(ElementType.I32));
  }
}
