package dev.ranvier.examples;

import java.util.OptionalInt;

/// What a trained model is told of one training.
///
/// @param gradient one of the model's gradients
/// @param data one of the model's data sets; nothing for a model with one only
/// @param batch how many samples at a time
/// @param epochs how many, if not the usual number
/// @param seed of everything random
public record TrainingChoice(
    String gradient, String data, int batch, OptionalInt epochs, long seed) {
  /// The number of updates of a training: incomplete batches are left out of an epoch.
  int updates(int usualEpochs, int samples) {
    return epochs.orElse(usualEpochs) * Math.max(1, samples / batch);
  }
}
