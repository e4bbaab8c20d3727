package dev.ranvier.compiler.target;

/// How a target goes through the steps of a call.
public enum TimeLoops {
  /// By `stablehlo.while`, all of which is one kernel.
  ONE_KERNEL,
  /// By `stablehlo.while`.
  WHILE,
  /// Step after step in the text of the program; the host hands the state on from call to call.
  UNROLLED
}
