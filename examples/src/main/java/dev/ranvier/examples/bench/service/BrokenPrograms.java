package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.ProgressListener;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RemoteExecutable;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.server.RuntimeServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Rows 3 and 4: programs that pass admission and yet end or hold their worker.
final class BrokenPrograms {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final Duration SETTLED = Duration.ofMillis(400);

  private BrokenPrograms() {}

  /// Row 3. No module is known that passes admission and makes XLA abort: the signal comes from
  /// here, at the moment when it would come from there.
  static Figure aborting(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        RuntimeClient client = Bench.connect(server)) {
      double slowest = 0;
      for (int died = 0; died < 4; died++) {
        CompletableFuture<RuntimeFailure> running;
        try {
          running = start(server, client, Duration.ofMinutes(1));
        } catch (RuntimeFailure.Quarantined refused) {
          return Figure.of(
              died <= 2 && slowest <= 2 && Modules.works(server.address()),
              "error in %.2f s at most; %d workers died (SIGABRT), then %s",
              slowest,
              died,
              refused.getClass().getSimpleName());
        }
        long begin = System.nanoTime();
        Processes.signal("ABRT", Processes.worker(server));
        var _ = running.get(30, TimeUnit.SECONDS);
        slowest = Math.max(slowest, Waiting.since(begin));
      }
      return new Figure("4 workers died and the module is still taken", false);
    }
  }

  /// Row 4.
  static Figure endless(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        RuntimeClient client = Bench.connect(server)) {
      ProcessHandle worker = Processes.worker(server);
      long begin = System.nanoTime();
      var running = start(server, client, DEADLINE);
      double late = Waiting.since(begin) - SETTLED.toMillis() / 1e3;
      var _ =
          Waiting.until(
              "the end of the worker", Duration.ofSeconds(30), () -> Processes.isGone(worker));
      double killed = Waiting.since(begin) - late;
      RuntimeFailure told = running.get(10, TimeUnit.SECONDS);
      var _ =
          Waiting.until(
              "a new worker",
              Duration.ofSeconds(30),
              () -> server.workers().getFirst() != worker.pid());
      boolean works = Modules.works(server.address());
      return Figure.of(
          told instanceof RuntimeFailure.DeadlinePassed
              && killed <= DEADLINE.toSeconds() + 1
              && works,
          "worker gone %.2f s after the start of an execution with %d s; client told %s; another session %s after %.2f s",
          killed,
          DEADLINE.toSeconds(),
          told.getClass().getSimpleName(),
          works ? "computes" : "does not compute",
          Waiting.since(begin) - late);
    }
  }

  /// Begins an execution that never ends, and waits until it is in the device.
  private static CompletableFuture<RuntimeFailure> start(
      RuntimeServer server, RuntimeClient client, Duration deadline) throws Exception {
    RemoteExecutable endless = client.compile("endless", Modules.ENDLESS);
    RemoteBuffer x = client.upload(HostArray.of(new float[] {1}));
    var running = CompletableFuture.supplyAsync(() -> failure(client, endless, x, deadline));
    var _ =
        Waiting.until(
            "an execution", Duration.ofSeconds(30), () -> running.isDone() || server.calls() > 0);
    Thread.sleep(SETTLED);
    return running;
  }

  private static RuntimeFailure failure(
      RuntimeClient client, RemoteExecutable endless, RemoteBuffer x, Duration deadline) {
    ExecuteOptions how = ExecuteOptions.ONCE.withDeadline(deadline);
    try (var outcome = client.execute(endless, List.of(x), how, ProgressListener.NONE)) {
      return new RuntimeFailure.Internal("it ended: " + outcome, null);
    } catch (RuntimeFailure problem) {
      return problem;
    }
  }
}
