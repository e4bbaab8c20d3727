package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.QueueType;

/// A kind of device that programs are compiled for. `Targets` is the list.
public sealed interface Target permits Cpu, NotBuilt {
  /// What messages and the command line call it: `cpu`.
  String name();

  /// Whether loops within a step, and slices at places that are computed, are worth their while.
  default boolean takesLoops() {
    return false;
  }

  /// Whether this target has all that a lowering needs.
  boolean takes(QueueLowering lowering);

  /// How this target keeps queues of a type that is used in this way: as the type's layout says, or
  /// else in the first lowering that it takes.
  ///
  /// @throws IllegalArgumentException if the layout that the type asks for is unknown or does not
  ///   fit
  QueueLowering lower(QueueType type, QueueUse use);

  /// Whether devices of this target run an op of these element types. The ops of its regions are
  /// asked for themselves.
  boolean takes(TensorOp op);
}
