package dev.ranvier.compiler.neuron;

/// One number that every neuron or synapse carries from step to step.
///
/// @param name what its port is called after the population's: `voltage`
/// @param initial before the first step
public record StateVariable(String name, double initial) {}
