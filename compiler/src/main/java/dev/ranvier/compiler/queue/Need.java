package dev.ranvier.compiler.queue;

/// What a lowering needs of a target beyond work element by element: shapes, slices, shifts,
/// comparisons and the arithmetic of integers of up to 32 bits, which every target has.
///
/// No lowering divides integers, takes 64 bits or floats, loops, gathers or scatters.
public enum Need {
  /// Slices at an index that is computed.
  DYNAMIC_SLICE,
  /// `stablehlo.sort`.
  SORT
}
