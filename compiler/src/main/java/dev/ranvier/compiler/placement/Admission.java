package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Which events a queue of a synapse has room for, where what is under way is held elsewhere, as
/// sums: all of them, or as many as it holds at once.
sealed interface Admission permits Unbounded, Bounded {
  /// What all synapses of one spike share.
  ///
  /// @param clock the present step, where events are bounded
  /// @param sample the spike's sample
  record Spike(Value clock, Value sample) {}

  /// @param admitted whether the event of a synapse is to be added, a scalar `i1`
  /// @param state what changes from synapse to synapse, after it
  record Verdict(Value admitted, List<Value> state) {}

  List<Placement.Part> parts();

  List<Value> create(Builder builder);

  /// One step has passed.
  List<Value> tick(Builder builder, List<Value> parts);

  /// What changes from synapse to synapse.
  ///
  /// @param none how many events each sample has lost at first
  List<Value> changing(List<Value> parts, Value none);

  /// The parts after the last synapse.
  List<Value> changed(List<Value> parts, List<Value> state);

  /// How many events each sample lost.
  Value dropped(List<Value> state, Value none);

  Spike spike(Builder builder, List<Value> parts, RowTable.Row row);

  /// @param exists whether there is such a synapse at all
  Verdict admit(
      Builder builder, Spike spike, Value synapse, Value exists, RowTable table, List<Value> state);
}
