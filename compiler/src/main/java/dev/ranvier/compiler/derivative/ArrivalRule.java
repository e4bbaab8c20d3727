package dev.ranvier.compiler.derivative;

/// What a spike that arrives a moment later changes. Nothing but derivatives depends on it.
public enum ArrivalRule {
  /// All that it changes: it decays less until it is next seen, and in the step of its arrival
  /// there is less of it. By moving an arrival of weight w by t, the current of a synapse with time
  /// constant tau grows by w t / tau, and the voltage that it feeds falls behind by w t.
  EXACT,

  /// The first part alone, as adseq 0.9 has it. It points the other way for spikes that matter soon
  /// after they arrive; it is here to be compared with.
  CURRENT_ONLY
}
