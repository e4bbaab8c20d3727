package dev.ranvier.compiler.pass;

import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A push into queues `[batch, source, target]` of the same spikes for all targets of a source, and
/// of delays that are the same for all samples.
///
/// @param sent the spikes, `[batch, source]`
/// @param delays in steps, `[source, target]`; known before the block runs
record SharedPush(Value sent, Value delays) {
  /// @param inside the values of the push's own block
  static Optional<SharedPush> of(QueuePushOp push, Set<Value> inside) {
    Optional<Value> sent = broadcastFrom(push.mask(), List.of(0L, 1L));
    Optional<Value> delays =
        broadcastFrom(push.delay(), List.of(1L, 2L)).filter(value -> !inside.contains(value));
    return push.mask().tensorType().rank() == 3 && sent.isPresent() && delays.isPresent()
        ? Optional.of(new SharedPush(sent.get(), delays.get()))
        : Optional.empty();
  }

  private static Optional<Value> broadcastFrom(Value value, List<Long> axes) {
    return value instanceof Result result
            && result.instruction().op() instanceof BroadcastInDimOp broadcast
            && broadcast.dimensions().equals(axes)
            && keepsSizes(broadcast)
        ? Optional.of(broadcast.operand())
        : Optional.empty();
  }

  /// Whether no dimension of the operand is stretched.
  private static boolean keepsSizes(BroadcastInDimOp broadcast) {
    List<Long> wide = broadcast.type().dimensions();
    return broadcast
        .operand()
        .tensorType()
        .dimensions()
        .equals(broadcast.dimensions().stream().map(axis -> wide.get(axis.intValue())).toList());
  }
}
