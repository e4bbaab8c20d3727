package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import java.util.List;
import java.util.Optional;

/// Finds, where a sweep is written, what stands for the values of the run that is differentiated:
/// those that were kept, and those that are made again from what was kept.
interface Primals {
  Value get(Value value);

  /// Told before a run of instructions is swept: their values may be asked for.
  default void cover(List<Instruction> instructions, Activity activity) {}

  /// How a loop went, turn by turn; empty if how often it turns cannot be read off.
  default Optional<LoopRecord> record(Instruction loop) {
    return Optional.empty();
  }
}
