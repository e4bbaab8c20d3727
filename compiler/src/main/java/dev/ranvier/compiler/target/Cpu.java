package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.QueueType;

/// A processor with vector registers and caches: queues in bits and narrow integers, changed by
/// elementwise work, and in rows that are written in place.
record Cpu() implements Target {
  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public boolean takesLoops() {
    return true;
  }

  @Override
  public boolean takes(QueueLowering lowering) {
    return true;
  }

  @Override
  public QueueLowering lower(QueueType type, QueueUse use) {
    return Queues.lowering(type, use, name(), this::takes);
  }

  @Override
  public boolean takes(TensorOp op) {
    return TakenOps.XLA.has(op);
  }
}
