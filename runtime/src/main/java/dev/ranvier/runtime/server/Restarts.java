package dev.ranvier.runtime.server;

import java.time.Duration;

/// When a worker that died is replaced. One that has run a program to its end is replaced at once,
/// and so is the first that dies young without: its death is likely its caller's module. From the
/// second of these in a row on there is a pause, each twice as long as the one before, so that
/// workers that cannot live do not take the machine with them.
///
/// @param young how old a worker becomes at most to have died young
/// @param firstPause before the second one
/// @param longestPause that it comes to
public record Restarts(Duration young, Duration firstPause, Duration longestPause) {
  public static final Restarts DEFAULT =
      new Restarts(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(32));

  private static final int MOST_DOUBLINGS = 30;

  public Restarts {
    if (young.isNegative() || firstPause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException(
          "restarts: expected no negative times, got %s, %s, %s"
              .formatted(young, firstPause, longestPause));
    }
  }

  boolean isYoung(Duration age) {
    return age.compareTo(young) < 0;
  }

  /// @param inVain how many in a row died young and had run nothing
  Duration pause(int inVain) {
    if (inVain < 2) {
      return Duration.ZERO;
    }
    Duration pause = firstPause.multipliedBy(1L << Math.min(inVain - 2, MOST_DOUBLINGS));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
