package dev.ranvier.runtime.train;

/// Is told how a training goes, on the thread that trains.
public interface TrainingListener {
  /// Ignores everything.
  TrainingListener NONE = new TrainingListener() {};

  /// @param epoch counted from 1
  /// @param done samples of the epoch that were trained on
  /// @param total samples of the epoch
  /// @param accuracy of those done so far, in [0, 1]
  default void trained(int epoch, long done, long total, double accuracy) {}

  /// After each epoch.
  default void epoch(EpochRow row) {}

  /// Something that need not stop the training, but that one should know.
  default void notice(String message) {}
}
