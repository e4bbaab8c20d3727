package dev.ranvier.compiler.signature;

import java.util.Locale;

/// What a port is for.
public enum Role {
  /// The number of the first step, `tensor<i32>`: 0 at the start, then where the last call stopped.
  STEP,
  /// The spikes of an input, `[steps, batch, channels]` of `ui8`, not 0 where there is a spike.
  SEQUENCE,
  /// Weights (`f32`) or delays in steps (`i32`, at least 1 and at most what the network was built
  /// with), `[source, target]`, or the currents that drive neurons (`f32`, `[neuron]`). Delays stay
  /// the same for as long as a state is carried on.
  PARAMETER,
  /// What is carried from step to step. As an input: from `Program.initialState` or the last call.
  STATE,
  /// A recorded quantity, `[steps, batch, neurons]`: spikes as `ui8`, voltages as `f32`.
  RECORD,
  /// A number of events since the initial state, `i32`, carried as states are.
  COUNT,
  /// What samples should be taken for, `i32`, `[batch]`: an input of training and evaluation.
  LABELS,
  /// A number about a batch or its neurons: an output of training and evaluation.
  METRIC;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
