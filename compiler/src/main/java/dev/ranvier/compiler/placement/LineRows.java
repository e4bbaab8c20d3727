package dev.ranvier.compiler.placement;

import dev.ranvier.ir.op.Value;

/// The cotangents of a line, those of a step in a row; the row after the last is the first.
///
/// @param arrivals `f32`, `[row, batch, target]`; at least as many rows as the longest delay
/// @param lateness of the same type; where no one asks for it, the arrivals again
/// @param row of the present step, `tensor<i32>`
record LineRows(Value arrivals, Value lateness, Value row) {
  /// How many rows there are.
  int count() {
    return Math.toIntExact(arrivals.tensorType().dimension(0));
  }
}
