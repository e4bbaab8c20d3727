package dev.ranvier.examples.bench.service;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for something, but not for ever.
final class Waiting {
  private Waiting() {}

  /// @return how long it took, in seconds
  /// @throws IllegalStateException if it does not come about in time
  static double until(String what, Duration most, Callable<Boolean> condition) throws Exception {
    long begin = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - begin > most.toNanos()) {
        throw new IllegalStateException(
            "%s did not come about in %d s".formatted(what, most.toSeconds()));
      }
      Thread.sleep(5);
    }
    return since(begin);
  }

  /// Seconds since a moment of [System#nanoTime].
  static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
