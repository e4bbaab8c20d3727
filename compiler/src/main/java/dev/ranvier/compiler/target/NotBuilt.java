package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.QueueType;

/// A target that is planned: it has a name, and compiling for it is refused.
record NotBuilt(String name, TakenOps ops) implements Target {
  @Override
  public QueueLowering lower(QueueType type, QueueUse use) {
    throw Targets.notBuilt(this);
  }

  @Override
  public boolean takes(TensorOp op) {
    return ops.has(op);
  }
}
