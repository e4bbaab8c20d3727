package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.Need;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.ir.type.QueueType;
import java.util.Set;

/// A target that is planned: it has a name, and compiling for it is refused.
///
/// @param has what it offers to lowerings of queues
record NotBuilt(String name, Set<Need> has) implements Target {
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
}
