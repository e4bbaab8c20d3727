package dev.ranvier.runtime.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/// Who computes next. A few may at once; of those who wait, the share comes first that has had the
/// least of the device, in time, however many calls each has waiting. While more than one share is
/// about, none has all the places: one that floods the device still leaves room at once for whoever
/// comes now and then.
///
/// What a share has had is counted as in start-time fair queueing (Goyal, Vin and Cheng, 1996): one
/// that comes back begins where the turns are by now, so that nobody saves up for later, and one
/// with a single call at a time does not lose its turn while it makes the next.
final class Turns {
  /// A share that had its last turn this long ago is gone.
  private static final long ABOUT_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Comparator<Share> LEAST =
      Comparator.<Share>comparingLong(share -> share.had)
          .thenComparingLong(share -> share.lastTurn);

  private final int places;
  private final LongSupplier nanos;
  private final Map<String, Share> shares = new LinkedHashMap<>();
  private int taken;
  private long turns;

  /// What the share that was let in last had had by then.
  private long reached;

  /// A place at the device. Closing it lets the next one in.
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /// One call, from when it waits until it leaves.
  private static final class Call {
    private final CountDownLatch admitted = new CountDownLatch(1);
    private long since;
  }

  private static final class Share {
    private final Deque<Call> waiting = new ArrayDeque<>();
    private int running;
    private long had;
    private long lastTurn;
    private long lastSeen;

    boolean isIdle() {
      return waiting.isEmpty() && running == 0;
    }
  }

  Turns(int places, LongSupplier nanos) {
    this.places = places;
    this.nanos = nanos;
  }

  /// Waits for a turn of a share.
  Turn take(String name) throws InterruptedException {
    Call me = new Call();
    Share share = enter(name, me);
    try {
      me.admitted.await();
    } catch (InterruptedException stopped) {
      abandon(share, me);
      throw stopped;
    }
    return () -> leave(share, me);
  }

  /// How many wait.
  synchronized int waiting() {
    return shares.values().stream().mapToInt(share -> share.waiting.size()).sum();
  }

  private synchronized Share enter(String name, Call me) {
    Share share = shares.computeIfAbsent(name, _ -> new Share());
    if (share.isIdle()) {
      share.had = Math.max(share.had, reached);
    }
    share.waiting.addLast(me);
    admit();
    return share;
  }

  private synchronized void leave(Share share, Call me) {
    long now = nanos.getAsLong();
    share.had += now - me.since;
    share.running--;
    share.lastSeen = now;
    taken--;
    admit();
  }

  private synchronized void abandon(Share share, Call me) {
    if (me.admitted.getCount() == 0) {
      leave(share, me);
    } else {
      var _ = share.waiting.remove(me);
    }
  }

  /// Lets in as many as there are places for. Wakes nobody else: hundreds may wait.
  private void admit() {
    long now = nanos.getAsLong();
    shares.values().removeIf(share -> share.isIdle() && now - share.lastSeen > ABOUT_NANOS);
    int most = shares.size() == 1 ? places : Math.max(1, places - 1);
    while (taken < places) {
      Optional<Share> next =
          shares.values().stream()
              .filter(share -> !share.waiting.isEmpty() && share.running < most)
              .min(LEAST);
      if (next.isEmpty()) {
        return;
      }
      admitFirst(next.get(), now);
    }
  }

  private void admitFirst(Share share, long now) {
    Call call = share.waiting.removeFirst();
    call.since = now;
    call.admitted.countDown();
    share.running++;
    share.lastSeen = now;
    share.lastTurn = ++turns;
    reached = Math.max(reached, share.had);
    taken++;
  }
}
