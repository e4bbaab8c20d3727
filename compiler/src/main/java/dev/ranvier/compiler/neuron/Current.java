package dev.ranvier.compiler.neuron;

import dev.ranvier.ir.op.Value;

/// What flows into a population in a step, summed over its projections and its drive: `[batch,
/// neurons]` of `f32`, in units of voltage per ms.
public interface Current {
  /// At the voltages at the end of the last step: what a step is taken with.
  Value now();

  /// What it would be at other voltages, of the same type: for slopes after a reset. Different from
  /// `now` where synapses depend on the voltage.
  Value at(Value voltage);

  /// One that does not depend on the voltage.
  static Current constant(Value current) {
    return new Current() {
      @Override
      public Value now() {
        return current;
      }

      @Override
      public Value at(Value voltage) {
        return current;
      }
    };
  }
}
