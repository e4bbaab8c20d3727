package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import java.util.Arrays;
import java.util.List;

/// A tensor of event queues while a module runs that is not lowered yet. Immutable: pushing and
/// popping give new tensors of queues, which share what did not change.
final class Queues implements Datum {
  private static final ElementType COUNT = ElementType.I32;

  private final QueueType type;
  private final EventQueue[] queues;
  private final int reach;

  private Queues(QueueType type, EventQueue[] queues) {
    this.type = type;
    this.queues = queues;
    this.reach = EventQueue.reach(type);
  }

  static Queues create(QueueType type) {
    EventQueue[] queues = new EventQueue[Tensor.sizeOf(type.shapedLike(COUNT))];
    Arrays.fill(queues, EventQueue.of(type));
    return new Queues(type, queues);
  }

  QueueType type() {
    return type;
  }

  /// Queues and how many events each dropped.
  List<Datum> push(Tensor mask, Tensor delay, int now) {
    EventQueue[] changed = queues.clone();
    Tensor dropped = Tensor.blank(type.shapedLike(COUNT));
    for (int i = 0; i < changed.length; i++) {
      if (mask.bits(i) != 0) {
        EventQueue.Pushed pushed = push(queues[i], (int) delay.bits(i), now);
        changed[i] = pushed.queue();
        dropped.setBits(i, pushed.dropped());
      }
    }
    return List.of(new Queues(type, changed), dropped);
  }

  /// What is sent for now or for the past arrives at the next pop; what is sent too far is dropped.
  private EventQueue.Pushed push(EventQueue queue, int delay, int now) {
    return delay <= reach ? queue.push(now + Math.max(1, delay)) : new EventQueue.Pushed(queue, 1);
  }

  /// Queues and how many events arrived in each.
  List<Datum> pop(int now) {
    EventQueue[] changed = queues.clone();
    Tensor arrived = Tensor.blank(type.shapedLike(COUNT));
    for (int i = 0; i < changed.length; i++) {
      EventQueue.Popped popped = queues[i].pop(now);
      changed[i] = popped.queue();
      arrived.setBits(i, popped.arrived());
    }
    return List.of(new Queues(type, changed), arrived);
  }
}
