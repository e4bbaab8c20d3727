package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.Answer;
import dev.ranvier.runtime.inference.model.ModelDescription;
import java.util.List;

/// Reads the answer of a batch from records, as they come: each sample's from its own only.
sealed interface Reading permits LogitReading, FirstSpikeReading {
  /// @param samples that count; those after them only fill the batch
  static Reading of(ModelDescription model, int samples) {
    return switch (model.answer()) {
      case Answer.VoltageIntegral _, Answer.VoltageMaximum _, Answer.SpikeCount _ ->
          new LogitReading(model, samples);
      case Answer.FirstSpike _ -> new FirstSpikeReading(model, samples);
    };
  }

  /// @param part `[steps, batch, classes]`, the steps after those that were added before
  void add(HostArray part);

  /// Whether more steps can't change any answer.
  boolean isDone();

  /// For each of the model's answer tensors the array of all samples, which come first.
  List<HostArray> answers();
}
