package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Queues kept one by one: what is pushed into one has nothing to do with the others.
public non-sealed interface PerSynapse extends QueueLowering {
  /// @param mask where there is an event
  /// @param delay in steps, `i32`, from 1 to what the queue reaches
  Pushed push(Builder builder, List<Value> parts, Value mask, Value delay);

  Popped pop(Builder builder, List<Value> parts);

  @Override
  default String placement() {
    return "one queue for each synapse";
  }
}
