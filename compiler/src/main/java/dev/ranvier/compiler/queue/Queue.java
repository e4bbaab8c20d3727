package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// A kind of event queue, as a projection asks for it. Every step pops once, and then pushes. All
/// kinds keep one contract:
///
/// - An event pushed in step k with delay d >= 1 arrives in step k + d.
/// - What is sent for now or for the past (d < 1) arrives at the next pop, as if d were 1.
/// - What is sent further than the queue reaches is dropped.
/// - Every event is delivered once or dropped once, and each drop is counted in the push that
///   caused it, whether the new event was lost or one that had to make room. Only what a kind says
///   is dropped is.
/// - `Ring` delivers all events of a step in that step. Kinds that hold a list of events (`Fifo`,
///   `Sorted`, `Heap`, `BatchedHeap`) deliver one event a step: of several for the same step the
///   others follow in the steps after it. In a network that takes two pushes into one queue in one
///   step, or delays that change.
/// - Only differences of steps count, so that runs may be of any length.
///
/// A pass reads the kind's name, capacity and reach from the `QueueType`; `dev.ranvier.ir.eval` has
/// a plain model of each kind.
public sealed interface Queue
    permits DoNothing,
        SingleSpike,
        SingleSpikeKeep,
        Ring,
        Fifo,
        LossyRing,
        Sorted,
        Heap,
        BatchedHeap,
        Bits {
  /// The longest delay that any queue takes, in steps: stamps have 16 bits.
  int LONGEST = 65_535;

  /// The name that queue types and messages carry.
  String kind();

  /// The longest delay, in steps, that the kind can hold.
  default int reach() {
    return LONGEST;
  }

  /// The longest delay, in steps, that queues of a type of this kind can hold.
  default int reach(QueueType type) {
    return LONGEST;
  }

  /// Whether any event ever arrives, so that there is something to differentiate.
  default boolean holdsEvents() {
    return true;
  }

  /// Whether a new event may find no room and be dropped as it is sent. Then derivatives have to
  /// know of each event whether it did. (Of a full `Sorted`, a new event is the latest if delays
  /// don't change.)
  boolean dropsNew();

  /// What is wrong with the queue itself.
  default void check(Problems problems) {}

  /// What is wrong with using this queue for these delays, which are free of problems themselves.
  default void check(Problems problems, Delays delays, TimeStep dt) {}

  /// The type of queues that hold these delays.
  QueueType type(Delays delays, TimeStep dt, List<Long> dimensions);

  /// How queues of a type of this kind can be kept in tensors, the best for a CPU first. Some may
  /// lack something of this use.
  List<QueueLowering> lowerings(QueueType type, QueueUse use);
}
