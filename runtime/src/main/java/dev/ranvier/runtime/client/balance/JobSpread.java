package dev.ranvier.runtime.client.balance;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.RuntimeFailure.Unreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs jobs on several runtimes, one at a time on each; whichever is free takes the next. A job
/// whose runtime is lost goes back and is taken by another one, so that each is done once. What is
/// wrong with a job itself ends all of it.
public final class JobSpread<R> {
  private static final BackOff PAUSES = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5));

  private final List<Place> places;
  private final List<Job<R>> jobs;
  private final SpreadListener<R> listener;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final List<@Nullable R> results = new ArrayList<>();
  private final int[] tries;
  private int left;
  private int working;
  private long lastSeen = System.nanoTime();
  private @Nullable RuntimeException failure;

  private JobSpread(
      List<Place> places, List<Job<R>> jobs, Duration patience, SpreadListener<R> listener) {
    this.places = List.copyOf(places);
    this.jobs = List.copyOf(jobs);
    this.patience = patience;
    this.listener = listener;
    this.tries = new int[jobs.size()];
    this.left = jobs.size();
    for (int i = 0; i < jobs.size(); i++) {
      waiting.addLast(i);
      results.add(null);
    }
  }

  /// Runs all jobs and waits for the last one.
  ///
  /// @param patience how long to go on while no runtime can be reached
  /// @return a result for each job, in their order
  /// @throws Unreachable if no runtime can be reached any more
  /// @throws RuntimeFailure that a job failed with, but for the loss of its runtime; also if it
  ///   lost its runtime again and again
  /// @throws IOException that a job failed with
  public static <R> List<R> run(
      List<Place> places, List<Job<R>> jobs, Duration patience, SpreadListener<R> listener)
      throws IOException, InterruptedException {
    return new JobSpread<>(places, jobs, patience, listener).run();
  }

  private List<R> run() throws IOException, InterruptedException {
    List<Thread> threads =
        places.stream()
            .map(
                place ->
                    Thread.ofVirtual().name("jobs on " + place.name()).start(() -> work(place)))
            .toList();
    try {
      awaitEnd();
    } finally {
      threads.forEach(Thread::interrupt);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    RuntimeException problem = failure;
    if (problem instanceof UncheckedIOException file) {
      throw file.getCause();
    }
    if (problem != null) {
      throw problem;
    }
    List<R> all = new ArrayList<>();
    for (R result : results) {
      if (result == null) {
        throw new IllegalStateException("a job is neither done nor failed");
      }
      all.add(result);
    }
    return all;
  }

  private void awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (left > 0 && failure == null) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work(Place place) {
    Duration pause = PAUSES.first();
    HostSession session = null;
    try {
      while (isOpen()) {
        if (session == null) {
          session = opened(place);
        }
        if (session == null) {
          Thread.sleep(pause);
          pause = PAUSES.after(pause);
          continue;
        }
        pause = PAUSES.first();
        int job = take();
        if (job >= 0 && !ran(job, place, session)) {
          close(session);
          session = null;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close(session);
    }
  }

  private boolean isOpen() {
    lock.lock();
    try {
      return left > 0 && failure == null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable HostSession opened(Place place) {
    try {
      HostSession session = place.open().get();
      seen();
      return session;
    } catch (RuntimeFailure problem) {
      lock.lock();
      try {
        boolean nobody = working == 0 && System.nanoTime() - lastSeen > patience.toNanos();
        if (!problem.isLoss() || nobody) {
          fail(problem);
        }
      } finally {
        lock.unlock();
      }
      return null;
    }
  }

  /// Waits for a job.
  ///
  /// @return -1 if there may be none any more
  private int take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && left > 0 && failure == null) {
        changed.await();
      }
      if (waiting.isEmpty() || failure != null) {
        return -1;
      }
      working++;
      return waiting.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  /// @return whether the session is still good
  private boolean ran(int job, Place place, HostSession session) {
    try {
      R result = jobs.get(job).work().run(session.client());
      done(job, place, result);
      return true;
    } catch (RuntimeFailure problem) {
      failed(job, place, problem);
      return false;
    } catch (IOException problem) {
      broken(new UncheckedIOException(problem));
      return false;
    } catch (RuntimeException problem) {
      broken(problem);
      return false;
    }
  }

  private void done(int job, Place place, R result) {
    lock.lock();
    try {
      working--;
      left--;
      results.set(job, result);
      lastSeen = System.nanoTime();
      changed.signalAll();
      listener.done(jobs.get(job), place, result);
    } finally {
      lock.unlock();
    }
  }

  private void failed(int job, Place place, RuntimeFailure problem) {
    lock.lock();
    try {
      working--;
      boolean again = problem.isLoss() && ++tries[job] <= 2 * places.size();
      if (!again) {
        fail(problem);
        return;
      }
      waiting.addFirst(job);
      changed.signalAll();
      listener.again(jobs.get(job), place, problem);
    } finally {
      lock.unlock();
    }
  }

  private void broken(RuntimeException problem) {
    lock.lock();
    try {
      working--;
      fail(problem);
    } finally {
      lock.unlock();
    }
  }

  private void fail(RuntimeException problem) {
    if (failure == null) {
      failure = problem;
    }
    changed.signalAll();
  }

  private void seen() {
    lock.lock();
    try {
      lastSeen = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  private static void close(@Nullable HostSession session) {
    if (session != null) {
      session.close();
    }
  }
}
