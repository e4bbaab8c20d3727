package dev.ranvier.compiler.neuron;

/// One number that every neuron or synapse carries from step to step.
///
/// @param name what its port is called after the population's: `voltage`
/// @param initial before the first step
/// @param trainable whether what it begins with can be trained, one number for each neuron
public record StateVariable(String name, double initial, boolean trainable) {
  /// One whose beginning can be trained.
  public StateVariable(String name, double initial) {
    this(name, initial, true);
  }

  /// One that always begins with the same number: a countdown, or a zero that has a derivative.
  public static StateVariable fixed(String name, double initial) {
    return new StateVariable(name, initial, false);
  }
}
