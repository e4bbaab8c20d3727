package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.Need;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.QueueType;
import java.util.Set;

/// A target that is planned: it has a name, and compiling for it is refused.
///
/// @param ops what its devices run
/// @param has what it offers to lowerings of queues
record NotBuilt(String name, TakenOps ops, Set<Need> has) implements Target {
  NotBuilt {
    has = Set.copyOf(has);
  }

  @Override
  public boolean takes(QueueLowering lowering) {
    return has.containsAll(lowering.needs());
  }

  @Override
  public QueueLowering lower(QueueType type, QueueUse use) {
    throw Targets.notBuilt(this);
  }

  @Override
  public boolean takes(TensorOp op) {
    return ops.has(op);
  }
}
