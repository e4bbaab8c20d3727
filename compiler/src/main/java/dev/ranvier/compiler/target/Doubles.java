package dev.ranvier.compiler.target;

/// What a target makes of `f64`, in which the sums of a step are taken.
public enum Doubles {
  /// Its devices have them.
  NATIVE,
  /// Two `f32` stand for one: the same spikes, for several times the arithmetic.
  PAIRS,
  /// `f32` stands for it: a sum that is rounded otherwise may move a spike to another step.
  SINGLE
}
