package dev.ranvier.runtime.server;

import java.time.Duration;

/// When a worker that died is replaced. The first that dies young is replaced at once: its death is
/// likely its caller's module. From the second in a row on there is a pause, each twice as long as
/// the one before, so that a worker that cannot live does not take the machine with it.
///
/// @param young how old a worker becomes at most to have died young; zero for no pauses at all
/// @param firstPause before the second one
/// @param longestPause that it comes to
public record Restarts(Duration young, Duration firstPause, Duration longestPause) {
  public static final Restarts DEFAULT =
      new Restarts(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(32));

  /// Every worker is replaced at once, however often they die: for whoever kills them on purpose.
  public static final Restarts AT_ONCE = new Restarts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

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

  /// @param youngDeaths in a row
  Duration pause(int youngDeaths) {
    if (youngDeaths < 2) {
      return Duration.ZERO;
    }
    Duration pause = firstPause.multipliedBy(1L << Math.min(youngDeaths - 2, MOST_DOUBLINGS));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
