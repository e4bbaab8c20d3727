package dev.ranvier.compiler.queue;

import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// THE list of queues: what is here is tested by the contract and can be asked for by projections.
public final class Queues {
  private static final List<Queue> ALL =
      List.of(
          new DoNothing(),
          new SingleSpike(),
          new SingleSpikeKeep(),
          new Ring(),
          new Fifo(4),
          new LossyRing(4),
          new Sorted(4),
          new Heap(7),
          new BatchedHeap(8),
          new Bits(32));

  private Queues() {}

  /// One queue of each kind.
  public static List<Queue> all() {
    return ALL;
  }

  /// The queue whose kind a type names.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Queue of(QueueType type) {
    return ALL.stream()
        .filter(queue -> queue.kind().equals(type.kind()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "queue %s: expected a kind among %s, got \"%s\""
                        .formatted(type, kinds(), type.kind())));
  }

  /// The longest delay that queues of a type take, in steps.
  ///
  /// @throws IllegalArgumentException if the type asks for more than its kind has
  public static int reach(QueueType type) {
    int most = of(type).reach(type);
    if (type.reach() > most) {
      throw new IllegalArgumentException(
          "queue %s: expected a reach of at most %d steps, got %d"
              .formatted(type, most, type.reach()));
    }
    return type.reach() == 0 ? most : type.reach();
  }

  /// The lowering that a type asks for by its layout, or else the first that fits.
  ///
  /// @param taken of lowerings that fit, those that the target takes, what it likes best first
  /// @throws IllegalArgumentException if the layout is unknown, or does not fit the type, its use
  ///   or the target: names those that do
  public static QueueLowering lowering(
      QueueType type, QueueUse use, String target, UnaryOperator<List<QueueLowering>> taken) {
    List<QueueLowering> all = of(type).lowerings(type, use);
    List<QueueLowering> fit =
        taken.apply(all.stream().filter(one -> one.lacks().isEmpty()).toList());
    if (type.layout().isEmpty()) {
      return fit.stream()
          .findFirst()
          .orElseThrow(() -> wrong(type, "no layout fits target " + target, fit));
    }
    QueueLowering asked =
        all.stream()
            .filter(one -> one.name().equals(type.layout()))
            .findFirst()
            .orElseThrow(() -> wrong(type, "no such layout of " + type.kind(), fit));
    if (asked.lacks().isPresent()) {
      throw wrong(type, "this layout needs " + asked.lacks().get(), fit);
    }
    if (!fit.contains(asked)) {
      throw wrong(type, "target %s does not take this layout".formatted(target), fit);
    }
    return asked;
  }

  private static IllegalArgumentException wrong(
      QueueType type, String problem, List<QueueLowering> fit) {
    String names = fit.stream().map(QueueLowering::name).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "queue %s: %s; use one of: %s".formatted(type, problem, names));
  }

  private static String kinds() {
    return ALL.stream().map(Queue::kind).collect(Collectors.joining(", "));
  }
}
