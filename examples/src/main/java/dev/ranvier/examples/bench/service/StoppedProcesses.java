package dev.ranvier.examples.bench.service;

import dev.ranvier.compiler.Program;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.session.LongRun;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Recovery;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.SimulationProgress;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Rows 6, 7 and 8: processes that stop, vanish, or die again and again.
final class StoppedProcesses {
  private static final int DEATHS = 5;

  private StoppedProcesses() {}

  /// Row 6.
  static Figure stopped(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start()) {
      ProcessHandle worker = Processes.worker(server);
      long begin = System.nanoTime();
      Processes.signal("STOP", worker);
      double noticed =
          Waiting.until(
              "the end of the worker", Duration.ofSeconds(30), () -> Processes.isGone(worker));
      boolean works = Modules.works(server.address());
      return Figure.of(
          noticed <= 5 && works,
          "noticed in %.2f s, another worker computes after %.2f s",
          noticed,
          Waiting.since(begin));
    }
  }

  /// Row 7. A long run is under way meanwhile, which finds the new server by itself.
  static Figure killedServer(Bench bench) throws Exception {
    Program program = Networks.small();
    Map<String, HostArray> input = Networks.input();
    AtomicReference<ServedProcess> server = new AtomicReference<>(bench.serve(0));
    AtomicReference<Double> gone = new AtomicReference<>(-1.0);
    try {
      String address = server.get().address();
      Recovery patient = new Recovery(2, 20, Duration.ofMillis(300));
      Recording undisturbed;
      try (var run = new LongRun(() -> Session.connect(address), program, patient)) {
        undisturbed = run.run(Networks.STEPS, input, SimulationProgress.NONE);
      }
      try (var run = new LongRun(() -> Session.connect(address), program, patient)) {
        Recording disturbed =
            run.run(
                Networks.STEPS,
                input,
                (done, _) -> {
                  if (done >= Networks.STEPS / 2 && gone.get() < 0) {
                    gone.set(replace(bench, server));
                  }
                });
        boolean same = disturbed.records().equals(undisturbed.records());
        return Figure.of(
            gone.get() <= 2 && same && run.recoveries() > 0,
            "workers gone in %.2f s; a run connected again and ended with %s (%d recoveries)",
            gone.get(),
            same ? "the bits of an undisturbed one" : "other results",
            run.recoveries());
      }
    } finally {
      server.get().close();
    }
  }

  /// Kills a server and starts another in its place.
  ///
  /// @return how long its workers lived on
  private static double replace(Bench bench, AtomicReference<ServedProcess> server) {
    try {
      ServedProcess old = server.get();
      List<ProcessHandle> workers = old.workers();
      old.handle().destroyForcibly();
      double gone =
          Waiting.until(
              "the end of the workers",
              Duration.ofSeconds(30),
              () -> workers.stream().allMatch(Processes::isGone));
      server.set(bench.serve(old.port()));
      return workers.isEmpty() ? 99 : gone;
    } catch (Exception problem) {
      throw new IllegalStateException("the server cannot be replaced", problem);
    }
  }

  /// Row 8.
  static Figure crashLoop(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        RawCalls calls = new RawCalls(server.address())) {
      var health = HealthGrpc.newBlockingV2Stub(calls.channel());
      HealthCheckRequest whole = HealthCheckRequest.getDefaultInstance();
      ServingStatus before =
          health.withDeadlineAfter(10, TimeUnit.SECONDS).check(whole).getStatus();
      List<String> back = new ArrayList<>();
      long begin = System.nanoTime();
      for (int i = 0; i < DEATHS; i++) {
        ProcessHandle worker = Processes.worker(server);
        long killed = System.nanoTime();
        worker.destroyForcibly();
        var _ = worker.onExit().get(10, TimeUnit.SECONDS);
        if (i < DEATHS - 1) {
          var _ =
              Waiting.until(
                  "a new worker",
                  Duration.ofSeconds(60),
                  () -> server.workers().getFirst() != worker.pid());
          back.add(String.format(Locale.ROOT, "%.1f", Waiting.since(killed)));
        }
      }
      double loop = Waiting.since(begin);
      double noticed =
          Waiting.until(
              "NOT_SERVING",
              Duration.ofSeconds(10),
              () ->
                  health.withDeadlineAfter(10, TimeUnit.SECONDS).check(whole).getStatus()
                      == ServingStatus.NOT_SERVING);
      return Figure.of(
          before == ServingStatus.SERVING && loop < 60,
          "%s, then NOT_SERVING %.2f s after the 5th death in %.0f s; new workers after %s s",
          before,
          noticed,
          loop,
          String.join(", ", back));
    }
  }
}
