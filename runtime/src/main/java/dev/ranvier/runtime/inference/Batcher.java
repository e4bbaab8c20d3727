package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.inference.model.ModelFile;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits for a model, first come first served, and what of it runs together: as many samples
/// as a batch has, or what there is once the first has waited long enough. A request is never cut.
final class Batcher {
  /// How long a batch is taken to run before one has.
  private static final Duration FIRST_GUESS = Duration.ofMillis(20);

  private final String model;
  private final int largest;
  private final int room;
  private final long maxDelayNanos;
  private final Tally tally;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private int waitingSamples;
  private long lastBatchNanos = FIRST_GUESS.toNanos();
  private boolean closed;

  Batcher(ModelFile model, InferenceSettings settings, Tally tally) {
    this.model = model.description().name();
    int most = model.largestBatch();
    this.largest = settings.maxBatch() == 0 ? most : Math.min(most, settings.maxBatch());
    this.room = settings.queue();
    this.maxDelayNanos = settings.maxDelay().toNanos();
    this.tally = tally;
  }

  /// The most samples that run together, and that one request may have.
  int largest() {
    return largest;
  }

  /// How many samples wait.
  int waiting() {
    lock.lock();
    try {
      return waitingSamples;
    } finally {
      lock.unlock();
    }
  }

  /// @throws io.grpc.StatusRuntimeException if there is no room
  void add(Pending request) {
    lock.lock();
    try {
      if (closed) {
        throw Statuses.unavailable(
            "model \"%s\": the server is stopping; ask another one".formatted(model),
            Duration.ofSeconds(1));
      }
      if (waitingSamples + request.samples() > room) {
        dropGone();
      }
      if (waitingSamples + request.samples() > room) {
        tally.refused.increment();
        long batches = Math.ceilDiv(waitingSamples, largest);
        Duration again = Duration.ofNanos(Math.max(1_000_000, batches * lastBatchNanos));
        throw Statuses.full(
            "model \"%s\": its queue is full (%d samples wait, at most %d may); ask again in %d ms"
                .formatted(model, waitingSamples, room, again.toMillis()),
            again);
      }
      tally.requests.increment();
      waiting.addLast(request);
      waitingSamples += request.samples();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Makes room: the client has left.
  void remove(Pending request) {
    lock.lock();
    try {
      if (waiting.remove(request)) {
        waitingSamples -= request.samples();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Puts what a lane could not run back to where it came from.
  void putBack(List<Pending> requests) {
    lock.lock();
    try {
      for (Pending request : requests.reversed()) {
        waiting.addFirst(request);
        waitingSamples += request.samples();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a batch.
  ///
  /// @return null once the batcher is closed and nothing waits
  @Nullable List<Pending> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        dropGone();
        Pending first = waiting.peekFirst();
        if (first == null) {
          if (closed) {
            return null;
          }
          changed.await();
          continue;
        }
        long left = maxDelayNanos - (System.nanoTime() - first.since());
        if (waitingSamples >= largest || left <= 0 || closed) {
          return batch();
        }
        var _ = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void ran(Duration batch) {
    lock.lock();
    try {
      lastBatchNanos = batch.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /// Fails all that waits.
  void failAll(io.grpc.StatusRuntimeException status) {
    lock.lock();
    try {
      for (Pending request : waiting) {
        request.fail(status, tally.failed);
      }
      waiting.clear();
      waitingSamples = 0;
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Pending> batch() {
    List<Pending> batch = new ArrayList<>();
    int samples = 0;
    for (Pending next = waiting.peekFirst();
        next != null && samples + next.samples() <= largest;
        next = waiting.peekFirst()) {
      batch.add(waiting.removeFirst());
      samples += next.samples();
    }
    waitingSamples -= samples;
    return batch;
  }

  private void dropGone() {
    for (Iterator<Pending> each = waiting.iterator(); each.hasNext(); ) {
      Pending request = each.next();
      if (request.isGone()) {
        each.remove();
        waitingSamples -= request.samples();
        request.expire(tally.left);
      }
    }
  }
}
