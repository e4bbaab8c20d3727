package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.DeviceSet;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.proto.runtime.v1.ListDevicesRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.admission.Destination;
import dev.ranvier.runtime.admission.Emulated;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.server.operations.Meters.Death;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one device set's worker alive: starts the first, and another whenever one dies, with
/// growing pauses if they die young and have done nothing.
final class WorkerSupervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSupervisor.class);

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final DeviceSetSettings settings;
  private final WorkerConditions conditions;
  private final Quarantine quarantine = new Quarantine(System::nanoTime);
  private final DeathRate deaths = new DeathRate(System::nanoTime);
  private final VainStarts vainStarts;
  private final DeviceSet description;
  private CompletableFuture<WorkerProcess> current;
  private boolean closed;

  private WorkerSupervisor(DeviceSetSettings settings, WorkerConditions conditions)
      throws InterruptedException, StatusException {
    this.settings = settings;
    this.conditions = conditions;
    this.vainStarts = new VainStarts(conditions.restarts());
    WorkerProcess first = startOne();
    try {
      this.description = describe(first);
    } catch (StatusException problem) {
      first.close();
      throw problem;
    }
    this.current = CompletableFuture.completedFuture(first);
    watch(first);
  }

  /// Starts the first worker and waits until it takes calls.
  ///
  /// @throws PluginProblem if its plugin cannot be used
  static WorkerSupervisor start(DeviceSetSettings settings, WorkerConditions conditions)
      throws InterruptedException {
    try {
      return new WorkerSupervisor(settings, conditions);
    } catch (StatusException problem) {
      throw new PluginProblem(
          "device set \"%s\": %s".formatted(settings.name(), problem.getStatus().getDescription()),
          problem);
    }
  }

  String name() {
    return settings.name();
  }

  /// What clients are told about the set. Does not change when a worker is replaced.
  DeviceSet description() {
    return settings.emulated().map(this::played).orElse(description);
  }

  private DeviceSet played(Emulated device) {
    DeviceSet.Builder played = description.toBuilder();
    played.getDevicesBuilderList().forEach(each -> each.setKind(device.kind()));
    return played.build();
  }

  /// What modules for the set must be fit for.
  Destination destination() {
    Optional<String> stablehlo =
        Optional.of(description.getPlugin().getStablehloNewest()).filter(said -> !said.isEmpty());
    return new Destination(settings.emulated(), stablehlo);
  }

  /// Which modules are let to the set's workers.
  Quarantine quarantine() {
    return quarantine;
  }

  /// The worker that takes calls now, waited for if it is just starting.
  ///
  /// @throws io.grpc.StatusRuntimeException UNAVAILABLE if none comes up
  WorkerProcess worker() throws InterruptedException {
    WorkerProcess found = awaited();
    return found.isAlive() ? found : after(found);
  }

  /// The worker that takes the place of one that has died, whose end may not be known here yet.
  WorkerProcess after(WorkerProcess dead) throws InterruptedException {
    long end = System.nanoTime() + conditions.startWithin().toNanos();
    while (isCurrent(dead) && System.nanoTime() < end) {
      Thread.sleep(LOOK_EVERY);
    }
    return awaited();
  }

  private synchronized boolean isCurrent(WorkerProcess worker) {
    return !closed && current.state() == Future.State.SUCCESS && current.resultNow().equals(worker);
  }

  private WorkerProcess awaited() throws InterruptedException {
    CompletableFuture<WorkerProcess> wanted;
    synchronized (this) {
      wanted = current;
    }
    try {
      return wanted.get(patienceMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException problem) {
      throw Failures.of(Kind.KIND_WORKER_LOST, "no worker: " + reason(problem), problem);
    } catch (TimeoutException problem) {
      throw Failures.of(
          Kind.KIND_WORKER_LOST,
          "no worker of device set \"%s\" is up; try again".formatted(name()),
          problem);
    }
  }

  /// The process of the worker that takes calls now; 0 while none is up.
  synchronized long pid() {
    return current.state() == Future.State.SUCCESS ? current.resultNow().pid() : 0;
  }

  /// How many workers were lost.
  int deaths() {
    return deaths.all();
  }

  @Override
  public void close() {
    CompletableFuture<WorkerProcess> last;
    synchronized (this) {
      closed = true;
      last = current;
    }
    try {
      last.get(patienceMillis(), TimeUnit.MILLISECONDS).close();
    } catch (ExecutionException | TimeoutException noWorker) {
      LOG.debug("device set \"{}\" had no worker to close", name(), noWorker);
    } catch (InterruptedException _) {
      var _ = last.thenAccept(WorkerProcess::close);
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(ExecutionException problem) {
    Throwable cause = problem.getCause();
    return String.valueOf(cause == null ? problem.getMessage() : cause.getMessage());
  }

  private static DeviceSet describe(WorkerProcess worker) throws StatusException {
    return RuntimeGrpc.newBlockingV2Stub(worker.channels().shown())
        .withDeadlineAfter(Duration.ofSeconds(30))
        .listDevices(ListDevicesRequest.getDefaultInstance())
        .getDeviceSets(0);
  }

  private WorkerProcess startOne() throws InterruptedException {
    return WorkerProcess.start(settings, conditions, this::died);
  }

  private long patienceMillis() {
    return conditions.startWithin().toMillis();
  }

  private void died(WorkerProcess worker, WorkerEnd end) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    quarantine.died(worker, end);
    died(end.counted());
  }

  /// A set whose workers do not last takes no more work, until they do.
  private void died(Death reason) {
    conditions.meters().workerDied(name(), reason);
    deaths.died();
    if (deaths.isLoop()) {
      conditions.health().down(name());
      CompletableFuture.delayedExecutor(DeathRate.WINDOW.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::recover);
    }
  }

  private void recover() {
    if (!deaths.isLoop()) {
      conditions.health().up(name());
    }
  }

  private void watch(WorkerProcess worker) {
    WorkerWatch.over(worker);
    long born = System.nanoTime();
    var _ =
        worker.end().thenAccept(_ -> replace(worker, Duration.ofNanos(System.nanoTime() - born)));
  }

  private synchronized void replace(WorkerProcess dead, Duration age) {
    if (closed) {
      return;
    }
    LOG.warn("{}; a new one is starting", dead.obituary());
    current = startAfter(vainStarts.died(age, dead.hasWorked()));
  }

  private synchronized void retry(Throwable problem) {
    if (closed) {
      return;
    }
    LOG.warn("device set \"{}\": no worker starts; trying again", name(), problem);
    current = startAfter(vainStarts.didNotStart());
  }

  private CompletableFuture<WorkerProcess> startAfter(Duration pause) {
    var threads =
        CompletableFuture.delayedExecutor(
            pause.toMillis(),
            TimeUnit.MILLISECONDS,
            task -> Thread.ofPlatform().daemon().start(task));
    CompletableFuture<WorkerProcess> next = CompletableFuture.supplyAsync(this::startNext, threads);
    return next.whenComplete((worker, problem) -> started(worker, problem));
  }

  private WorkerProcess startNext() {
    try {
      return startOne();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    }
  }

  private void started(@Nullable WorkerProcess worker, @Nullable Throwable problem) {
    if (worker != null) {
      watch(worker);
    } else if (problem != null) {
      retry(problem);
    }
  }
}
