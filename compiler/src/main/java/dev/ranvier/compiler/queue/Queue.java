package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.QueueType;
import java.util.List;

/// A kind of event queue, as a projection asks for it. Every queue of a kind keeps one contract: an
/// event pushed in step k with delay d is popped in step k + d, and one that finds no room is
/// dropped and counted. Every step pops once, and then pushes.
public sealed interface Queue permits Ring, Fifo {
  /// The name that queue types and messages carry.
  String kind();

  /// The longest delay, in steps, that the kind can hold.
  int reach();

  /// What is wrong with the queue itself.
  void check(Problems problems);

  /// What is wrong with using this queue for these delays, which are free of problems themselves.
  void check(Problems problems, Delays delays, TimeStep dt);

  /// The capacity of the queue's type for these delays.
  int capacity(Delays delays, TimeStep dt);

  /// How queues of a type of this kind are kept in tensors.
  QueueLowering lowering(QueueType type, QueueUse use);

  default QueueType type(Delays delays, TimeStep dt, List<Long> dimensions) {
    return new QueueType(kind(), capacity(delays, dt), dimensions);
  }
}
