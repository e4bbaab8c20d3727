package dev.ranvier.ir;

/// How far a module has come on its way to a device.
public enum Stage {
  /// Spikes, queues and time are still ops of their own.
  EVENT,
  /// Only tensors and StableHLO's ops are left.
  TENSOR
}
