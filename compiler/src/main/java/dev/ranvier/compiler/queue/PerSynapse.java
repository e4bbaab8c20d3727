package dev.ranvier.compiler.queue;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Queues kept one by one: what is pushed into one has nothing to do with the others.
public sealed interface PerSynapse extends QueueLowering
    permits Nothing,
        StampRegisters,
        Countdown,
        PackedStamps,
        SortedSlots,
        CountedBits,
        LossyRegisters,
        PackedLossy,
        DelayLine,
        RingOfBits,
        RingOfCounts,
        ShiftedBits {
  /// @param mask where there is an event
  /// @param delay in steps, `i32`
  Pushed push(Builder builder, List<Value> parts, Value mask, Value delay);

  Popped pop(Builder builder, List<Value> parts);

  @Override
  default String placement() {
    return "one queue for each synapse";
  }
}
