package dev.ranvier.runtime.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Who computes next. A few may at once; of those who wait, the shares take turns, however many
/// calls each has waiting. While more than one share is about, none has all the places: one that
/// floods the device still leaves room at once for whoever comes now and then.
final class Turns {
  /// A share that had its last turn this long ago is gone.
  private static final long ABOUT_NANOS = Duration.ofSeconds(1).toNanos();

  private final int places;
  private final LongSupplier nanos;
  private final Map<String, Deque<Waiting>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Long> lastSeen = new HashMap<>();
  private int taken;

  private static final class Waiting {
    private boolean admitted;
  }

  /// A place at the device. Closing it lets the next one in.
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  Turns(int places, LongSupplier nanos) {
    this.places = places;
    this.nanos = nanos;
  }

  /// Waits for a turn of a share.
  synchronized Turn take(String share) throws InterruptedException {
    Waiting me = new Waiting();
    waiting.computeIfAbsent(share, _ -> new ArrayDeque<>()).addLast(me);
    admit();
    try {
      while (!me.admitted) {
        wait();
      }
    } catch (InterruptedException stopped) {
      if (me.admitted) {
        leave(share);
      } else {
        withdraw(share, me);
      }
      throw stopped;
    }
    return () -> leave(share);
  }

  /// How many wait.
  synchronized int waiting() {
    return waiting.values().stream().mapToInt(Deque::size).sum();
  }

  private synchronized void leave(String share) {
    taken--;
    running.computeIfPresent(share, (_, count) -> count == 1 ? null : count - 1);
    lastSeen.put(share, nanos.getAsLong());
    admit();
  }

  private void withdraw(String share, Waiting me) {
    Deque<Waiting> line = waiting.get(share);
    if (line != null && line.remove(me) && line.isEmpty()) {
      waiting.remove(share);
    }
  }

  /// Lets in as many as there are places for, one of each share at a time.
  private void admit() {
    forgetGone();
    boolean admitted = true;
    while (taken < places && admitted) {
      admitted = false;
      for (String share : waiting.keySet().toArray(String[]::new)) {
        if (taken < places && running.getOrDefault(share, 0) < most(share)) {
          admitFirst(share);
          admitted = true;
          break;
        }
      }
    }
    notifyAll();
  }

  private void admitFirst(String share) {
    // At the end again, behind the shares that have waited longer.
    Deque<Waiting> line = waiting.remove(share);
    if (line == null) {
      throw new IllegalStateException("nobody of " + share + " waits");
    }
    line.removeFirst().admitted = true;
    if (!line.isEmpty()) {
      waiting.put(share, line);
    }
    taken++;
    running.merge(share, 1, Integer::sum);
    lastSeen.put(share, nanos.getAsLong());
  }

  private int most(String share) {
    boolean alone = lastSeen.keySet().stream().allMatch(share::equals);
    return alone ? places : Math.max(1, places - 1);
  }

  private void forgetGone() {
    long now = nanos.getAsLong();
    lastSeen
        .entrySet()
        .removeIf(
            entry ->
                !running.containsKey(entry.getKey())
                    && !waiting.containsKey(entry.getKey())
                    && now - entry.getValue() > ABOUT_NANOS);
  }
}
