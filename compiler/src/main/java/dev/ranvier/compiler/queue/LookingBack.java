package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Queues kept one by one that hold what was sent, and not when it arrives: a pop looks back by the
/// delay, so delays must be known there.
public sealed interface LookingBack extends QueueLowering permits AbsoluteBits {
  /// @param mask where there is an event
  /// @param delay in steps, `i32`
  Pushed push(Builder builder, List<Value> parts, Value mask, Value delay);

  /// @param delay the same delays
  Popped pop(Builder builder, List<Value> parts, Value delay);

  @Override
  default String placement() {
    return "one queue for each synapse";
  }
}
