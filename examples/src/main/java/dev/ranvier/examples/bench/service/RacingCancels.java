package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.runtime.server.RuntimeServer;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Row 16: executions that are cancelled at about the moment at which they end. An execution has
/// its place until the worker is done with it, cancelled or not: who cancels faster than that is
/// refused now and then, and told so.
final class RacingCancels {
  private static final int THREADS = 8;
  private static final int TRIALS = 50;

  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger completed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  Figure measure(Bench bench) throws Exception {
    int count = bench.scale().of(1_000, 10_000);
    try (RuntimeServer server = bench.start()) {
      long worker = server.workers().getFirst();
      long before = server.deviceBytes();
      try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
        for (int i = 0; i < THREADS; i++) {
          int seed = i;
          var _ = threads.submit(() -> race(server.address(), count / THREADS, seed));
        }
        threads.shutdown();
        if (!threads.awaitTermination(bench.scale().patience().toSeconds() / 2, TimeUnit.SECONDS)) {
          var _ = threads.shutdownNow();
          return Figure.of(false, "executions that were cancelled did not end");
        }
      }
      double clean =
          Waiting.until(
              "a server that holds nothing",
              Duration.ofSeconds(20),
              () ->
                  server.calls() == 0 && server.sessions() == 0 && server.deviceBytes() == before);
      boolean same = server.workers().getFirst() == worker;
      return Figure.of(
          same && failed.get() == 0 && completed.get() > 0 && cancelled.get() > 0,
          "%,d cancelled, %,d completed, %d refused as too many at once, %d failed otherwise, %s; no call, session or byte left after %.2f s",
          cancelled.get(),
          completed.get(),
          refused.get(),
          failed.get(),
          same ? "0 crashes" : "a worker died",
          clean);
    }
  }

  private void race(String address, int count, int seed) {
    Random random = new Random(seed);
    try (RawCalls calls = new RawCalls(address);
        ExecutorService clock = Executors.newVirtualThreadPerTaskExecutor()) {
      ByteString add = calls.compile("add", Modules.ADD).getExecutable();
      ByteString x = calls.upload(Modules.three());
      // Half of the pauses are shorter than an execution, and half longer.
      double usual =
          Latencies.of(TRIALS, () -> calls.execute(RawCalls.request(add, x, x))).median();
      for (int i = 0; i < count; i++) {
        var call = calls.calls().execute(RawCalls.request(add, x, x));
        long pause = (long) (random.nextDouble() * 2 * usual * 1e3);
        var cancel =
            clock.submit(
                () -> {
                  LockSupport.parkNanos(pause);
                  call.cancel("raced", null);
                });
        count(call::read);
        cancel.get();
      }
      var _ =
          calls
              .calls()
              .closeSession(dev.ranvier.proto.runtime.v1.CloseSessionRequest.getDefaultInstance());
    } catch (Exception problem) {
      failed.incrementAndGet();
    }
  }

  /// The next reply of a call.
  @FunctionalInterface
  private interface Replies {
    @org.jspecify.annotations.Nullable
    ExecuteReply read() throws StatusException, InterruptedException;
  }

  private void count(Replies replies) throws InterruptedException {
    try {
      ExecuteReply last = replies.read();
      while (last != null && !last.hasResult()) {
        last = replies.read();
      }
      (last == null ? failed : completed).incrementAndGet();
    } catch (StatusException problem) {
      AtomicInteger outcome =
          switch (problem.getStatus().getCode()) {
            case CANCELLED -> cancelled;
            case RESOURCE_EXHAUSTED -> refused;
            default -> failed;
          };
      var _ = outcome.incrementAndGet();
    }
  }
}
