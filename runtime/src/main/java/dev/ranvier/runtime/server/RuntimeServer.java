package dev.ranvier.runtime.server;

import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.RuntimeFailure.Unreachable;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.server.operations.LastResort;
import dev.ranvier.runtime.server.operations.Operations;
import dev.ranvier.runtime.server.operations.SessionView;
import dev.ranvier.runtime.server.security.Exposure;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running runtime service: the front in this process, and a worker process for each device set.
/// Closing it ends all of them.
public final class RuntimeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeServer.class);

  /// A chunk and what is wrapped around it.
  private static final int MAX_MESSAGE_BYTES = 2 * Chunks.MAX_BYTES;

  /// Over this, a client's calls wait at the client.
  private static final int MOST_CALLS_OF_ONE_CONNECTION = 1024;

  /// Threads that wait for sockets; what takes time is done elsewhere.
  private static final int LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

  private static final int DRAIN_SECONDS = 2;

  private final ServerSettings settings;
  private final Server server;
  private final int port;
  private final List<WorkerSupervisor> deviceSets;
  private final Accounts accounts;
  private final SessionTable sessions;
  private final ExecutorService threads;
  private final StallWatch stalls;
  private final Operations operations;
  private final EventLoops loops;

  private RuntimeServer(
      ServerSettings settings,
      Server server,
      List<WorkerSupervisor> deviceSets,
      Accounts accounts,
      SessionTable sessions,
      ExecutorService threads,
      StallWatch stalls,
      Operations operations,
      EventLoops loops) {
    this.settings = settings;
    this.server = server;
    this.port = server.getPort();
    this.deviceSets = deviceSets;
    this.accounts = accounts;
    this.sessions = sessions;
    this.threads = threads;
    this.stalls = stalls;
    this.operations = operations;
    this.loops = loops;
  }

  /// Starts the workers, waits until they are ready, then listens.
  ///
  /// @throws PluginProblem if a plugin cannot be used
  /// @throws Unreachable if the address cannot be listened on
  /// @throws dev.ranvier.runtime.RuntimeFailure.Refused if callers would not be safe there, or what
  ///   tells them apart cannot be read
  public static RuntimeServer start(ServerSettings settings) {
    Exposure.check(settings.host(), settings.security());
    Operations operations = new Operations(settings.operations(), settings.security());
    EventLoops loops = new EventLoops("front", LOOPS);
    try {
      return start(settings, operations, loops);
    } catch (RuntimeException problem) {
      operations.close();
      loops.close();
      throw problem;
    }
  }

  private static RuntimeServer start(
      ServerSettings settings, Operations operations, EventLoops loops) {
    List<WorkerSupervisor> started = new ArrayList<>();
    WorkerConditions conditions =
        new WorkerConditions(
            settings.concurrency(),
            settings.deadlines().startWorker(),
            settings.restarts(),
            settings.cache(),
            operations.meters(),
            operations.health(),
            loops);
    try {
      for (DeviceSetSettings set : settings.deviceSets()) {
        started.add(WorkerSupervisor.start(set, conditions));
      }
      return listen(settings, started, operations, loops);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      closeAll(started);
      throw new PluginProblem("the runtime was stopped while it started", stopped);
    } catch (RuntimeException problem) {
      closeAll(started);
      throw problem;
    }
  }

  /// The port that it listens on.
  public int port() {
    return port;
  }

  /// Where it listens, as `host:port`.
  public String address() {
    return settings.host() + ":" + port();
  }

  /// How many sessions are open.
  public int sessions() {
    return sessions.size();
  }

  /// Bytes of device memory that sessions hold in arrays.
  public long deviceBytes() {
    return sessions.views().stream().mapToLong(SessionView::arrayBytes).sum();
  }

  /// How many compilations and executions are being served or wait.
  public int calls() {
    return accounts.running(Work.COMPUTATION);
  }

  /// The process ids of the workers that take calls now.
  public List<Long> workers() throws InterruptedException {
    List<Long> pids = new ArrayList<>();
    for (WorkerSupervisor set : deviceSets) {
      pids.add(set.worker().pid());
    }
    return pids;
  }

  /// What it serves, so that a test can hold it against the table of authorizations.
  List<ServerServiceDefinition> services() {
    return server.getServices();
  }

  /// Where figures, health and drains are.
  public Operations operations() {
    return operations;
  }

  /// Refuses new work and waits for what is running, as long as the settings allow. To be closed
  /// then.
  ///
  /// @return false if calls were still running when the time was over
  public boolean drain() throws InterruptedException {
    LOG.info("draining: no new work is taken");
    return operations.awaitDrain();
  }

  /// From now on ends as it should when the process is asked to, by SIGTERM or Ctrl-C: drains, then
  /// closes. Whatever happens, the process is gone 30 s after the signal.
  public void endOnSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::endGently, "end of the runtime"));
  }

  private void endGently() {
    LastResort.begin();
    try {
      if (!drain()) {
        LOG.warn("calls were still running at the end of the drain; they are cut off");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /// Waits until the server is closed.
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /// Takes no more calls, gives the running ones a moment, then ends the workers.
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    sessions.close();
    closeAll(deviceSets);
    threads.shutdownNow();
    stalls.close();
    operations.close();
    loops.close();
  }

  private static RuntimeServer listen(
      ServerSettings settings,
      List<WorkerSupervisor> deviceSets,
      Operations operations,
      EventLoops loops) {
    Accounts accounts = new Accounts(settings.quotas());
    SessionTable sessions = new SessionTable(settings.lease(), accounts, SegmentStore.open());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    StallWatch stalls = new StallWatch(settings.quotas().stall());
    Connections connections = new Connections(sessions::disconnected);
    NettyServerBuilder builder =
        loops
            .serve(
                NettyServerBuilder.forAddress(
                    new InetSocketAddress(settings.host(), settings.port()),
                    operations.credentials()))
            .directExecutor()
            .callExecutor(new Threads(threads))
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .maxConcurrentCallsPerConnection(MOST_CALLS_OF_ONE_CONNECTION)
            .channelFactory(
                () -> Gatekeeper.listener(ConnectionGate.Budgets.DEFAULT, operations.meters()))
            .addStreamTracerFactory(ConnectionGate.counting())
            .keepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .addTransportFilter(connections)
            .intercept(new SessionHeader())
            .intercept(connections)
            .addService(new FrontService(settings, deviceSets, sessions, threads, stalls))
            .addService(operations.health().service());
    operations.interceptors().forEach(builder::intercept);
    try {
      operations.listen(new FrontInspection(deviceSets, sessions));
      Server server = builder.build().start();
      LOG.info("listening on {}:{}", settings.host(), server.getPort());
      return new RuntimeServer(
          settings,
          server,
          List.copyOf(deviceSets),
          accounts,
          sessions,
          threads,
          stalls,
          operations,
          loops);
    } catch (RuntimeException problem) {
      sessions.close();
      threads.shutdownNow();
      stalls.close();
      throw problem;
    } catch (IOException problem) {
      sessions.close();
      threads.shutdownNow();
      stalls.close();
      throw new Unreachable(
          "%s:%d: cannot listen there (%s); choose another address or port"
              .formatted(settings.host(), settings.port(), reason(problem)),
          problem);
    }
  }

  private static String reason(Throwable problem) {
    Throwable cause = problem.getCause();
    return String.valueOf(cause == null ? problem.getMessage() : cause.getMessage());
  }

  private static void closeAll(List<WorkerSupervisor> deviceSets) {
    deviceSets.forEach(WorkerSupervisor::close);
  }
}
