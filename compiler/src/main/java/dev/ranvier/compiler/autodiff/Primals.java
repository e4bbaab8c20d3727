package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Finds, where a sweep is written, what stands for the values of the run that is differentiated:
/// those that were kept, and those that are made again from what was kept.
interface Primals {
  Value get(Value value);

  /// Told before a run of instructions is swept: their values may be asked for.
  default void cover(List<Instruction> instructions) {}
}
