package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Queues `[batch, source, target]` that share what they hold: all synapses of one source are sent
/// the same spikes, so one history for each source serves them all, and each reads it at its own
/// delay.
public sealed interface PerSource extends QueueLowering permits RingOfHistory {
  /// @param sent the spikes of the sources, `[batch, source]`
  /// @param delays in steps, `[source, target]`
  Pushed push(Builder builder, List<Value> parts, Value sent, Value delays);

  /// @param delays the same delays
  Popped pop(Builder builder, List<Value> parts, Value delays);

  @Override
  default String placement() {
    return "one history for each source, which all of its synapses read";
  }
}
