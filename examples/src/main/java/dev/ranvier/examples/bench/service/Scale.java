package dev.ranvier.examples.bench.service;

import java.time.Duration;

/// How much is done: the table's own counts, or few enough for a look.
///
/// @param quick whether few
/// @param soak how long the soak lasts
public record Scale(boolean quick, Duration soak) {
  public static final Scale QUICK = new Scale(true, Duration.ofSeconds(20));
  public static final Scale FULL = new Scale(false, Duration.ofMinutes(2));

  public Scale withSoak(Duration other) {
    return new Scale(quick, other);
  }

  int of(int few, int all) {
    return quick ? few : all;
  }

  /// The longest that one row may take.
  Duration patience() {
    return (quick ? Duration.ofMinutes(2) : Duration.ofMinutes(12)).plus(soak);
  }
}
