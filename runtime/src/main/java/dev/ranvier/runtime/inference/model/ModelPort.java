package dev.ranvier.runtime.inference.model;

import dev.ranvier.runtime.array.ArrayType;

/// An argument or a result of a model's program.
///
/// @param name as the compiler calls it: `in.spikes`, `hidden.voltage`
public record ModelPort(String name, Purpose purpose, ArrayType type) {
  /// What a port is for: the roles of the compiler's signatures that a program that runs has.
  public enum Purpose {
    /// The number of the first step of a call.
    STEP,
    /// The spikes of an input, `ui8[steps, batch, channels]`.
    SEQUENCE,
    /// Weights, delays and the like, which never change.
    PARAMETER,
    /// Carried from call to call.
    STATE,
    /// A number of events, carried like a state.
    COUNT,
    /// What a population did, `[steps, batch, neurons]`.
    RECORD;

    /// Whether what a call gives is what the next one takes.
    public boolean isCarried() {
      return switch (this) {
        case STATE, COUNT -> true;
        case STEP, SEQUENCE, PARAMETER, RECORD -> false;
      };
    }
  }

  @Override
  public String toString() {
    return "%s \"%s\" %s".formatted(purpose, name, type);
  }
}
