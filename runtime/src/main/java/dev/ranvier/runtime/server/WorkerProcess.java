package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.lane.LaneSocket;
import dev.ranvier.runtime.process.ChildJava;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.LocalSocket;
import dev.ranvier.runtime.worker.WorkerMain;
import dev.ranvier.runtime.worker.WorkerOrders;
import dev.ranvier.runtime.worker.WorkerReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One worker process and the connections to it. Started by its [WorkerSupervisor], which also
/// learns of its end.
final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Arrays of many megabytes come and go with every run of a program. Memory on large pages, of
  /// which up to 1 GiB is kept for the next run, saves their page faults. Other C libraries than
  /// glibc ignore it. One arena, since only the first can keep so much.
  private static final String MEMORY_IS_KEPT =
      String.join(
          ":",
          "glibc.malloc.hugetlb=1",
          "glibc.malloc.arena_max=1",
          "glibc.malloc.mmap_threshold=1073741824",
          "glibc.malloc.trim_threshold=1073741824");

  private final String deviceSet;
  private final Process process;
  private final LastLines complaints = new LastLines(20);
  private final CompletableFuture<WorkerChannels> channels = new CompletableFuture<>();
  private final AccessToken token = AccessToken.random();
  private final LaneSocket lanes;
  private final EventLoops loops;
  private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();
  private final AtomicReference<WorkerEnd.@Nullable Killed> killed = new AtomicReference<>();

  private final BiConsumer<WorkerProcess, WorkerEnd> mourner;
  private volatile boolean worked;

  private WorkerProcess(
      String deviceSet,
      Process process,
      LaneSocket lanes,
      EventLoops loops,
      BiConsumer<WorkerProcess, WorkerEnd> mourner) {
    this.deviceSet = deviceSet;
    this.process = process;
    this.lanes = lanes;
    this.loops = loops;
    this.mourner = mourner;
  }

  /// Starts a worker and waits until it takes calls.
  ///
  /// @param mourner told of its end, before anyone who waits for that
  /// @throws PluginProblem if its plugin cannot be used, or nothing happens in time
  static WorkerProcess start(
      DeviceSetSettings settings,
      WorkerConditions conditions,
      BiConsumer<WorkerProcess, WorkerEnd> mourner)
      throws InterruptedException {
    Duration patience = conditions.startWithin();
    WorkerProcess worker = launch(settings, conditions.loops(), mourner);
    worker.listen("out", worker.process.getInputStream(), worker::heard);
    worker.listen("err", worker.process.getErrorStream(), worker::complained);
    var _ = worker.process.onExit().thenAccept(_ -> worker.ended());
    try {
      worker.order(settings, conditions);
      worker.channels.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return worker;
    } catch (ExecutionException problem) {
      worker.close();
      throw problem.getCause() instanceof PluginProblem known
          ? known
          : worker.problem(String.valueOf(problem.getCause()));
    } catch (TimeoutException _) {
      worker.kill("it did not start in time");
      throw worker.problem("its worker was not ready in " + patience.toSeconds() + " s");
    } catch (InterruptedException stopped) {
      worker.close();
      throw stopped;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// The connections to it.
  WorkerChannels channels() {
    return channels.join();
  }

  /// Notes that it has run a program to its end.
  void worked() {
    worked = true;
  }

  boolean hasWorked() {
    return worked;
  }

  /// How it ended, once it has.
  CompletableFuture<WorkerEnd> end() {
    return end;
  }

  /// Waits a moment for a process whose connection just broke: its end is known a little later than
  /// the connection's. Whoever waits for its [#end] has been told before this says so.
  boolean isDeadSoon() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    var _ = end.join();
    return true;
  }

  /// Ends the worker at once, whatever it is doing.
  void kill(String because) {
    kill(new WorkerEnd.Killed(because, Optional.empty()));
  }

  private void kill(WorkerEnd.Killed reason) {
    if (killed.compareAndSet(null, reason)) {
      LOG.warn("worker {} of device set \"{}\" is killed: {}", pid(), deviceSet, reason.because());
    }
    process.destroyForcibly();
  }

  /// How the worker ended, in a few words.
  String obituary() {
    WorkerEnd known = end.getNow(null);
    return "worker %d of device set \"%s\" %s"
        .formatted(pid(), deviceSet, known == null ? unknown() : known.told());
  }

  private String unknown() {
    return process.isAlive() ? "does not answer" : "died";
  }

  /// Ends the worker: politely, by closing its input, then not.
  @Override
  public void close() {
    var _ = channels.thenAccept(WorkerChannels::close);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException gone) {
      LOG.debug("worker {} had closed its input", pid(), gone);
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static WorkerProcess launch(
      DeviceSetSettings settings, EventLoops loops, BiConsumer<WorkerProcess, WorkerEnd> mourner) {
    // Small beginnings: what calls leave behind is soon collected, and the heap is what it will be.
    List<String> memory = List.of("-Xms96m", "-Xmn32m", "-Xmx3g", "-XX:MaxDirectMemorySize=5g");
    List<String> command = ChildJava.command(WorkerMain.class, memory, List.of());
    ProcessBuilder builder = new ProcessBuilder(settings.limits().around(command));
    builder.environment().putIfAbsent("GLIBC_TUNABLES", MEMORY_IS_KEPT);
    try {
      LaneSocket lanes = LaneSocket.create();
      return new WorkerProcess(settings.name(), started(builder, lanes), lanes, loops, mourner);
    } catch (IOException problem) {
      throw new PluginProblem(
          "device set \"%s\": its worker process does not start (%s)"
              .formatted(settings.name(), problem.getMessage()),
          problem);
    }
  }

  private static Process started(ProcessBuilder builder, LaneSocket lanes) throws IOException {
    try {
      return builder.start();
    } catch (IOException problem) {
      lanes.close();
      throw problem;
    }
  }

  private void order(DeviceSetSettings settings, WorkerConditions conditions) {
    try {
      new WorkerOrders(
              token,
              settings.library(),
              settings.devices(),
              lanes,
              conditions.concurrency(),
              conditions.cache())
          .write(process.outputWriter());
    } catch (IOException _) {
      // The worker has ended before it read its orders; its end says why.
      LOG.debug("worker {} did not take its orders", pid());
    }
  }

  private void heard(String line) {
    switch (WorkerReport.parse(line).orElse(null)) {
      case WorkerReport.Ready(LocalSocket socket) ->
          channels.complete(WorkerChannels.connect(socket, lanes, token, loops));
      case WorkerReport.Failed(String problem) ->
          channels.completeExceptionally(
              new PluginProblem("device set \"%s\": %s".formatted(deviceSet, problem), null));
      case WorkerReport.Stuck(ByteString module, String problem) ->
          kill(new WorkerEnd.Killed(problem, Optional.of(module)));
      case null -> LOG.debug("worker {}: {}", pid(), line);
    }
  }

  private void complained(String line) {
    complaints.add(line);
    LOG.debug("worker {}: {}", pid(), line);
  }

  private void ended() {
    WorkerEnd.Killed known = killed.get();
    WorkerEnd how = known == null ? WorkerEnd.ofExitCode(process.exitValue()) : known;
    mourner.accept(this, how);
    end.complete(how);
    channels.completeExceptionally(
        problem("its " + obituary().replaceFirst(" of device set \"[^\"]*\"", "")));
    var _ = channels.thenAccept(WorkerChannels::close);
    lanes.close();
  }

  private PluginProblem problem(String what) {
    return new PluginProblem(
        "device set \"%s\": %s; last words: %s".formatted(deviceSet, what, complaints), null);
  }

  private void listen(String what, InputStream stream, Consumer<String> listener) {
    Thread.ofPlatform()
        .daemon()
        .name("worker-" + pid() + "-" + what)
        .start(() -> lines(stream, listener));
  }

  private static void lines(InputStream stream, Consumer<String> listener) {
    try (var reader =
        new BufferedReader(
            new java.io.InputStreamReader(stream, java.nio.charset.StandardCharsets.UTF_8))) {
      reader.lines().forEach(listener);
    } catch (IOException | UncheckedIOException ended) {
      LOG.debug("a worker's output ended", ended);
    }
  }
}
