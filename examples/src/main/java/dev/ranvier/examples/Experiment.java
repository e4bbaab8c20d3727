package dev.ranvier.examples;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.runtime.train.Dataset;
import dev.ranvier.runtime.train.Split;
import dev.ranvier.runtime.train.Training;
import java.util.Arrays;
import java.util.OptionalInt;

/// A network, a task and how the one learns the other.
///
/// @param batch samples that go through the device together
/// @param steps of a sample
public record Experiment(
    Network network, Recipe recipe, Dataset data, Split split, int batch, int steps, int epochs) {
  /// The same with only so many training samples.
  Experiment of(OptionalInt samples) {
    if (samples.isEmpty()) {
      return this;
    }
    int[] training = Arrays.copyOf(split.training(), samples.getAsInt());
    Split fewer = Split.given(training, split.validation(), split.test());
    return new Experiment(network, recipe, data, fewer, batch, steps, epochs);
  }

  /// The training that learns it.
  public Training training(long seed) {
    return Training.of(network, recipe).batch(batch).steps(steps).epochs(epochs).seed(seed);
  }
}
