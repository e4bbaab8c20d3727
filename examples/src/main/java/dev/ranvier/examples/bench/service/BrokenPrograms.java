package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.ProgressListener;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.server.RuntimeServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Rows 3 and 4: programs that pass admission and yet end or hold their worker.
final class BrokenPrograms {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private BrokenPrograms() {}

  /// Row 3. No module is known that passes admission and makes XLA abort: the signal comes from
  /// here, at the moment when it would come from there.
  static Figure aborting(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        RuntimeClient client = Bench.connect(server)) {
      int died = 0;
      double slowest = 0;
      for (int attempt = 1; attempt <= 4; attempt++) {
        var running = CompletableFuture.supplyAsync(() -> failure(client, Duration.ofMinutes(1)));
        waitForCall(server, running);
        if (running.isDone()) {
          RuntimeFailure end = running.get();
          boolean met =
              end instanceof RuntimeFailure.Quarantined
                  && died <= 2
                  && slowest <= 2
                  && Modules.works(server.address());
          return Figure.of(
              met,
              "error in %.2f s at most; %d workers died (SIGABRT), then %s",
              slowest,
              died,
              end.getClass().getSimpleName());
        }
        died++;
        long begin = System.nanoTime();
        Processes.signal("ABRT", Processes.worker(server));
        var _ = running.get(30, TimeUnit.SECONDS);
        slowest = Math.max(slowest, Waiting.since(begin));
      }
      return Figure.of(false, "%d workers died and the module is still taken", died);
    }
  }

  /// Row 4.
  static Figure endless(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        RuntimeClient client = Bench.connect(server)) {
      ProcessHandle worker = Processes.worker(server);
      var running = CompletableFuture.supplyAsync(() -> failure(client, DEADLINE));
      waitForCall(server, running);
      long begin = System.nanoTime();
      double killed =
          Waiting.until(
              "the end of the worker", Duration.ofSeconds(30), () -> Processes.isGone(worker));
      RuntimeFailure told = running.get(10, TimeUnit.SECONDS);
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
          Waiting.since(begin));
    }
  }

  /// Until a program is being executed for long enough to be in the device, or is over.
  private static void waitForCall(RuntimeServer server, CompletableFuture<?> running)
      throws Exception {
    var _ =
        Waiting.until(
            "an execution", Duration.ofSeconds(30), () -> running.isDone() || server.calls() > 0);
    // The compilation is a call as well, and is over long before this.
    Thread.sleep(running.isDone() ? 0 : 400);
  }

  private static RuntimeFailure failure(RuntimeClient client, Duration deadline) {
    ExecuteOptions how = ExecuteOptions.ONCE.withDeadline(deadline);
    try (var endless = client.compile("endless", Modules.ENDLESS);
        var x = client.upload(HostArray.of(new float[] {1}));
        var outcome = client.execute(endless, List.of(x), how, ProgressListener.NONE)) {
      return new RuntimeFailure.Internal("it ended: " + outcome, null);
    } catch (RuntimeFailure problem) {
      return problem;
    }
  }
}
