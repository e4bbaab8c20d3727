package dev.ranvier.runtime.server;

import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.RuntimeFailure.Unreachable;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.SessionHeader;
import io.grpc.Server;
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

  private static final int DRAIN_SECONDS = 2;

  private final ServerSettings settings;
  private final Server server;
  private final List<WorkerSupervisor> deviceSets;
  private final Accounts accounts;
  private final SessionTable sessions;
  private final ExecutorService threads;

  private RuntimeServer(
      ServerSettings settings,
      Server server,
      List<WorkerSupervisor> deviceSets,
      Accounts accounts,
      SessionTable sessions,
      ExecutorService threads) {
    this.settings = settings;
    this.server = server;
    this.deviceSets = deviceSets;
    this.accounts = accounts;
    this.sessions = sessions;
    this.threads = threads;
  }

  /// Starts the workers, waits until they are ready, then listens.
  ///
  /// @throws PluginProblem if a plugin cannot be used
  /// @throws Unreachable if the address cannot be listened on
  public static RuntimeServer start(ServerSettings settings) {
    List<WorkerSupervisor> started = new ArrayList<>();
    WorkerConditions conditions =
        new WorkerConditions(
            settings.concurrency(), settings.deadlines().startWorker(), settings.cache());
    try {
      for (DeviceSetSettings set : settings.deviceSets()) {
        started.add(WorkerSupervisor.start(set, conditions));
      }
      return listen(settings, started);
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
    return server.getPort();
  }

  /// Where it listens, as `host:port`.
  public String address() {
    return settings.host() + ":" + port();
  }

  /// How many sessions are open.
  public int sessions() {
    return sessions.size();
  }

  /// How many compilations and executions are being served or wait.
  public int calls() {
    return accounts.running(Work.COMPUTATION);
  }

  /// Whether the workers of all device sets live long enough to be of use.
  public boolean isServing() {
    return deviceSets.stream().allMatch(WorkerSupervisor::isServing);
  }

  /// The process ids of the workers that take calls now.
  public List<Long> workers() throws InterruptedException {
    List<Long> pids = new ArrayList<>();
    for (WorkerSupervisor set : deviceSets) {
      pids.add(set.worker().pid());
    }
    return pids;
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
  }

  private static RuntimeServer listen(ServerSettings settings, List<WorkerSupervisor> deviceSets) {
    Accounts accounts = new Accounts(settings.quotas());
    SessionTable sessions = new SessionTable(settings.lease(), accounts);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Connections connections = new Connections(sessions::disconnected);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
            .executor(threads)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .keepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .addTransportFilter(connections)
            .intercept(new SessionHeader())
            .intercept(connections)
            .addService(new FrontService(settings, deviceSets, sessions, threads));
    settings.token().ifPresent(token -> builder.intercept(token.guard()));
    try {
      Server server = builder.build().start();
      LOG.info("listening on {}:{}", settings.host(), server.getPort());
      return new RuntimeServer(
          settings, server, List.copyOf(deviceSets), accounts, sessions, threads);
    } catch (IOException problem) {
      sessions.close();
      threads.shutdownNow();
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
