package dev.ranvier.runtime.session;

import java.time.Duration;

/// What a long run does against losses.
///
/// @param calls how many calls of the program lie between two checkpoints: few lose little, many
///   cost little
/// @param attempts how often one stretch between two checkpoints is tried before its failure counts
/// @param pause before a second attempt; before the third twice that, and so on
public record Recovery(int calls, int attempts, Duration pause) {
  public static final Recovery DEFAULT = new Recovery(16, 5, Duration.ofMillis(500));

  public Recovery {
    if (calls < 1 || attempts < 1 || pause.isNegative()) {
      throw new IllegalArgumentException(
          "recovery: expected 1 call and 1 attempt or more, and no negative pause; got %d, %d, %s"
              .formatted(calls, attempts, pause));
    }
  }

  public Recovery everyCalls(int count) {
    return new Recovery(count, attempts, pause);
  }
}
