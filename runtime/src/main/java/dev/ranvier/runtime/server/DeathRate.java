package dev.ranvier.runtime.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// How fast workers die: a set whose workers die again and again is not serving, whatever its
/// supervisor tries.
final class DeathRate {
  static final int LOOP = 5;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Deque<Long> recent = new ArrayDeque<>();
  private int all;

  DeathRate(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void died() {
    all++;
    recent.addLast(nanos.getAsLong());
    if (recent.size() > LOOP) {
      recent.removeFirst();
    }
  }

  /// Whether the last deaths, five of them, lie within a minute that has not yet passed.
  synchronized boolean isLoop() {
    return recent.size() == LOOP && nanos.getAsLong() - recent.getFirst() < WINDOW.toNanos();
  }

  synchronized int all() {
    return all;
  }
}
