package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.Value;

/// Finds, where a sweep is written, what stands for the values of the run that is differentiated:
/// those that were kept, and those that are made again from what was kept.
interface Primals {
  Value get(Value value);
}
