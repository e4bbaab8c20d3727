package dev.ranvier.runtime.train;

import java.nio.file.Path;
import java.util.Optional;

/// A training that can't go on: what went wrong in which update, where to look, and what is left.
public final class TrainingFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long update;

  TrainingFailure(long update, String message) {
    super(message);
    this.update = update;
  }

  /// The number of the update in which it was seen, counted from 1.
  public long update() {
    return update;
  }

  static String kept(Optional<Path> checkpoint, int epoch) {
    return checkpoint
        .filter(_ -> epoch > 0)
        .map(file -> "the last good checkpoint is " + file + ", of epoch " + epoch)
        .orElse(
            epoch > 0
                ? "no checkpoint was asked for"
                : "there is no good checkpoint yet, as this is the first epoch");
  }
}
