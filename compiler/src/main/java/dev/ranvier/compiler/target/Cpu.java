package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.QueueType;

/// A processor with vector registers and caches: queues in bits and narrow integers, changed by
/// elementwise work.
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
  public QueueLowering lower(QueueType type, QueueUse use) {
    return Queues.of(type).lowering(type, use);
  }

  @Override
  public boolean takes(TensorOp op) {
    return TakenOps.XLA.has(op);
  }
}
