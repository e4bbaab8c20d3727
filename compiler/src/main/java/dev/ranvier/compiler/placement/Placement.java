package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// How one projection is kept in parts, which are tensors, or queues that are lowered after it.
/// Every step delivers once and then sends once.
public sealed interface Placement
    permits Synaptic,
        SynapticProducts,
        AxonalHistory,
        AxonalLine,
        AxonalTaps,
        DendriticEvents,
        Placement.LooksAhead {
  /// @param name what the part is called in ports: `sums`
  record Part(String name, Type type) {}

  /// @param parts the projection after the delivery
  /// @param sums for each target what arrives, `[batch, target]` of `f64`
  record Delivered(List<Value> parts, Value sums) {}

  /// @param parts the projection after the spikes are sent
  /// @param dropped how many events each sample lost, `[batch]` of `i32`
  /// @param accepted where an event was sent and found room, `[batch, synapse]` of `i1`
  record Sent(List<Value> parts, Value dropped, Value accepted) {}

  List<Part> parts();

  /// A projection with nothing under way.
  List<Value> create(Builder builder);

  /// @param synapses the same in every step
  Delivered deliver(Builder builder, List<Value> parts, Synapses synapses, Value now);

  /// @param spikes `i1`, `[batch, source]`
  Sent send(Builder builder, List<Value> parts, Value spikes, Synapses synapses, Value now);

  /// One that sees at once what arrives in several steps, since no delay is shorter than these.
  sealed interface LooksAhead extends Placement permits AxonalChunks {
    /// How many steps it sees.
    int chunk();

    /// What arrives in this step and the `chunk - 1` after it, whatever is sent in them.
    Value ahead(Builder builder, List<Value> parts, Synapses synapses);

    /// What arrives in one of these steps, as `Delivered` has it.
    ///
    /// @param ahead as seen in the first of them
    /// @param turn how many steps came before, `tensor<i32>`, less than `chunk`
    Value sums(Builder builder, Value ahead, Value turn, Synapses synapses);
  }
}
