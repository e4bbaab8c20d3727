package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Failure;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.server.RuntimeServer;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Row 12: more clients than the service serves at once, each with a connection and a session of
/// its own. What is refused is repeated when the refusal says so.
final class ManyClients {
  private static final int QUEUE = 64;
  private static final int CALLS = 5;

  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger refusedWithoutTime = new AtomicInteger();

  /// One call of a client.
  @FunctionalInterface
  private interface Call<T> {
    T make() throws StatusException, InterruptedException;
  }

  Figure measure(Bench bench) throws Exception {
    int clients = bench.scale().of(200, 1_000);
    try (RuntimeServer server =
            bench.start(
                settings -> settings.withQuotas(settings.quotas().withCalls(QUEUE, QUEUE)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch over = new CountDownLatch(clients);
      long begin = System.nanoTime();
      for (int i = 0; i < clients; i++) {
        var _ = threads.submit(() -> client(server.address(), over));
      }
      int longest = 0;
      long end = begin + bench.scale().patience().toNanos() / 2;
      while (!over.await(1, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
        longest = Math.max(longest, server.calls());
      }
      double seconds = Waiting.since(begin);
      int expected = clients * CALLS;
      return Figure.of(
          answered.get() == expected && longest <= QUEUE && refusedWithoutTime.get() == 0,
          "%,d clients, %,d of %,d executions answered in %.1f s, %d lost; queue %d of %d at most; %,d refusals, %d without a time to retry",
          clients,
          answered.get(),
          expected,
          seconds,
          lost.get() + expected - answered.get() - lost.get(),
          longest,
          QUEUE,
          refused.get(),
          refusedWithoutTime.get());
    }
  }

  private void client(String address, CountDownLatch over) {
    try (RawCalls calls = new RawCalls(address)) {
      ByteString add = repeated(() -> calls.compile("add", Modules.ADD)).getExecutable();
      ByteString x = repeated(() -> calls.upload(Modules.three()));
      for (int i = 0; i < CALLS; i++) {
        if (repeated(() -> calls.execute(RawCalls.request(add, x, x))).hasResult()) {
          answered.incrementAndGet();
        }
      }
    } catch (StatusException problem) {
      lost.incrementAndGet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
  }

  private <T> T repeated(Call<T> call) throws StatusException, InterruptedException {
    while (true) {
      try {
        return call.make();
      } catch (StatusException problem) {
        if (problem.getStatus().getCode() != Status.Code.RESOURCE_EXHAUSTED) {
          throw problem;
        }
        refused.incrementAndGet();
        int millis = Failures.in(problem.getTrailers()).map(Failure::getRetryAfterMillis).orElse(0);
        if (millis == 0) {
          refusedWithoutTime.incrementAndGet();
        }
        Thread.sleep(Duration.ofMillis(Math.max(1, millis)));
      }
    }
  }
}
