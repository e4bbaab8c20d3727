package dev.ranvier.runtime.server.operations;

import dev.ranvier.runtime.RuntimeFailure.Refused;
import dev.ranvier.runtime.RuntimeFailure.Unreachable;
import dev.ranvier.runtime.protocol.Loopback;
import dev.ranvier.runtime.server.security.Exposure;
import dev.ranvier.runtime.server.security.Gate;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.server.security.ListenerCredentials;
import dev.ranvier.runtime.server.security.SecuritySettings;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// All that an operator sees of one runtime, and the two listeners where it is seen.
public final class Operations implements AutoCloseable {
  private static final int CHANNELZ_PAGE = 100;

  private final OperationsSettings settings;
  private final SecuritySettings security;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("files").factory());
  private final Gate gate;
  private final Meters meters = new Meters();
  private final Totals totals = new Totals();
  private final Drain drain = new Drain();
  private final Health health = new Health();
  private final Optional<CallLog> log;
  private Optional<Inspection> watched = Optional.empty();
  private Optional<Server> admin = Optional.empty();
  private Optional<HTTPServer> metrics = Optional.empty();

  /// @throws Refused if the log cannot be written, or what says who callers are cannot be read
  public Operations(OperationsSettings settings, SecuritySettings security) {
    this.settings = settings;
    this.security = security;
    this.gate = new Gate(security, clock);
    this.log = settings.callLog().map(CallLog::open);
  }

  /// What counts.
  public Meters meters() {
    return meters;
  }

  /// Where figures are, for who has some of its own.
  public PrometheusRegistry figures() {
    return meters.registry();
  }

  public Health health() {
    return health;
  }

  public Drain drain() {
    return drain;
  }

  /// What a listener proves itself with.
  ///
  /// @throws Refused if a file is missing or holds something else
  public ServerCredentials credentials() {
    return ListenerCredentials.of(security.tls(), clock);
  }

  /// What a listener's calls pass before they are served, in the order in which builders want it:
  /// the first is the last that they pass.
  public List<ServerInterceptor> interceptors() {
    return List.of(drain, CallRecorder.namesCallers(), gate, new CallRecorder(meters, totals, log));
  }

  /// What the admin listener serves, so that a test can hold it against the table of
  /// authorizations.
  public List<ServerServiceDefinition> services() {
    return admin.map(Server::getServices).orElse(List.of());
  }

  /// What there is at the moment.
  ///
  /// @throws IllegalStateException before [#listen(Inspection)]
  public Inspection inspection() {
    return watched.orElseThrow(() -> new IllegalStateException("operations: not listening yet"));
  }

  private List<BindableService> services(Inspection inspection) {
    return List.of(
        new AdminService(inspection, totals, drain),
        health.service(),
        ProtoReflectionServiceV1.newInstance(),
        ChannelzService.newInstance(CHANNELZ_PAGE));
  }

  /// Opens the listeners that were asked for.
  ///
  /// @throws Refused if they would let others listen in
  /// @throws Unreachable if they cannot listen there
  public void listen(Inspection inspection) {
    watched = Optional.of(inspection);
    meters.watch(inspection);
    admin = settings.admin().map(where -> admin(where, inspection));
    metrics = settings.metrics().map(this::metrics);
  }

  /// Where the admin service listens, if it does.
  public Optional<Integer> adminPort() {
    return admin.map(Server::getPort);
  }

  /// Where the figures are, if they are served.
  public Optional<Integer> metricsPort() {
    return metrics.map(HTTPServer::getPort);
  }

  /// Refuses new work, tells load balancers, and waits for running calls as long as the settings
  /// allow.
  ///
  /// @return false if some were still running then
  public boolean awaitDrain() throws InterruptedException {
    drain.begin();
    health.ends();
    return drain.await(settings.drain());
  }

  @Override
  public void close() {
    health.ends();
    admin.ifPresent(Server::shutdownNow);
    metrics.ifPresent(HTTPServer::stop);
    log.ifPresent(CallLog::close);
    clock.shutdownNow();
  }

  private Server admin(Listen where, Inspection inspection) {
    Exposure.check(where.host(), security);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(where.host(), where.port()), credentials())
            .permitKeepAliveTime(5, TimeUnit.SECONDS);
    services(inspection).forEach(builder::addService);
    interceptors().forEach(builder::intercept);
    try {
      return builder.build().start();
    } catch (IOException problem) {
      throw unusable("admin", where, problem);
    }
  }

  private HTTPServer metrics(Listen where) {
    if (!Loopback.is(where.host()) && !security.insecure()) {
      throw new Refused(
          "metrics %s: they are served in plain text, and name the tenants; listen on 127.0.0.1, or say that it shall be insecure"
              .formatted(where),
          null);
    }
    try {
      return HTTPServer.builder()
          .inetAddress(new InetSocketAddress(where.host(), where.port()).getAddress())
          .port(where.port())
          .registry(meters.registry())
          .buildAndStart();
    } catch (IOException problem) {
      throw unusable("metrics", where, problem);
    }
  }

  private static Unreachable unusable(String what, Listen where, IOException problem) {
    return new Unreachable(
        "%s %s: cannot listen there (%s); choose another address or port"
            .formatted(what, where, problem.getMessage()),
        problem);
  }
}
