package dev.ranvier.compiler;

import dev.ranvier.compiler.problem.Caller;
import dev.ranvier.compiler.unit.Steps;
import dev.ranvier.ir.op.Location;

/// What a network is compiled for.
///
/// @param batch how many samples run side by side
/// @param steps how many steps one call of the program runs; longer runs are several calls
/// @param seed of the weights and delays that are drawn: the same seed gives the same bits
/// @param location the user's line, for messages
public record Settings(int batch, Steps steps, long seed, Location location) {
  /// One step a call and seed 0, until said otherwise.
  public static Settings batch(int samples) {
    return new Settings(samples, Steps.steps(1), 0, Caller.location());
  }

  public Settings steps(int count) {
    return steps(Steps.steps(count));
  }

  public Settings steps(Steps count) {
    return new Settings(batch, count, seed, location);
  }

  public Settings seed(long other) {
    return new Settings(batch, steps, other, location);
  }
}
