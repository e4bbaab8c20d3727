package dev.ranvier.runtime.train;

import java.util.Map;

/// How far a training has come, arrays aside.
///
/// @param update number of the last update, counted from 1; 0 before the first
/// @param epoch number of the last whole epoch, counted from 1; 0 before the first
/// @param bestMetric the best so far, negative infinity if there is none
/// @param epochsSinceBest epochs since that one
/// @param seeds of everything random, by what they are for (`split`, `order`)
public record TrainingState(
    long update, int epoch, double bestMetric, int epochsSinceBest, Map<String, Long> seeds) {
  /// Before the first update.
  public static TrainingState begin(Map<String, Long> seeds) {
    return new TrainingState(0, 0, Double.NEGATIVE_INFINITY, 0, seeds);
  }

  public TrainingState {
    if (update < 0 || epoch < 0 || epochsSinceBest < 0) {
      throw new IllegalArgumentException(
          "state of a training: expected counts of at least 0, got update %d, epoch %d, %d epochs since the best"
              .formatted(update, epoch, epochsSinceBest));
    }
    seeds = Map.copyOf(seeds);
  }
}
