package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.RuntimeFailure.Unreachable;
import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.inference.model.ModelPort;
import dev.ranvier.runtime.server.operations.Inspection;
import dev.ranvier.runtime.server.operations.LastResort;
import dev.ranvier.runtime.server.operations.Operations;
import dev.ranvier.runtime.server.security.Exposure;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests for models: the open inference protocol (KServe v2) over gRPC, on one or
/// several runtimes. Closing it ends its sessions with them.
public final class InferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);

  /// What wraps the spikes in a request.
  private static final int OVERHEAD_BYTES = 64 << 10;

  /// Elements that are not raw take up to so many bytes each: a varint of a small number.
  private static final int BYTES_OF_AN_ELEMENT = 2;

  private final InferenceSettings settings;
  private final Server server;
  private final int port;
  private final Map<String, ServedModel> models;
  private final List<HostConnection> hosts;
  private final ExecutorService threads;
  private final Operations operations;

  private InferenceServer(
      InferenceSettings settings,
      Server server,
      Map<String, ServedModel> models,
      List<HostConnection> hosts,
      ExecutorService threads,
      Operations operations) {
    this.settings = settings;
    this.server = server;
    this.port = server.getPort();
    this.models = models;
    this.hosts = hosts;
    this.threads = threads;
    this.operations = operations;
  }

  /// Puts the models on the runtimes, then listens.
  ///
  /// @param runtimes each opens a session with one runtime; asked again when a session is lost
  /// @throws WrongArgument if two models have one name
  /// @throws Unreachable if the address can't be listened on
  /// @throws RuntimeFailure if no runtime takes a model
  public static InferenceServer start(
      InferenceSettings settings, List<ModelFile> models, List<Supplier<RuntimeClient>> runtimes) {
    Exposure.check(settings.host(), settings.security());
    Operations operations = new Operations(settings.operations(), settings.security());
    try {
      return start(settings, models, runtimes, operations);
    } catch (RuntimeException problem) {
      operations.close();
      throw problem;
    }
  }

  private static InferenceServer start(
      InferenceSettings settings,
      List<ModelFile> models,
      List<Supplier<RuntimeClient>> runtimes,
      Operations operations) {
    List<HostConnection> hosts = runtimes.stream().map(HostConnection::new).toList();
    Map<String, ServedModel> served = new LinkedHashMap<>();
    InferenceMeters meters = new InferenceMeters(operations.figures());
    try {
      for (ModelFile model : models) {
        ServedModel one = new ServedModel(model, settings, hosts, meters);
        if (served.put(model.description().name(), one) != null) {
          throw new WrongArgument(
              "model \"%s\": expected it once, got two files of that name"
                  .formatted(model.description().name()),
              null);
        }
        one.start();
      }
      meters.watch(served.values());
      return listen(settings, served, hosts, operations);
    } catch (RuntimeException problem) {
      served.values().forEach(one -> one.close(Duration.ZERO));
      hosts.forEach(HostConnection::close);
      throw problem;
    }
  }

  /// What this server says it is.
  static String version() {
    return Optional.ofNullable(InferenceServer.class.getPackage().getImplementationVersion())
        .orElse("0.1.0");
  }

  public int port() {
    return port;
  }

  /// Where it listens, as `host:port`.
  public String address() {
    return settings.host() + ":" + port;
  }

  /// What was done for a model so far.
  ///
  /// @throws WrongArgument if it is not served
  public InferenceCounts counts(String model) {
    ServedModel served = models.get(model);
    if (served == null) {
      throw new WrongArgument(
          "model \"%s\": it is not served here; there are %s".formatted(model, models.keySet()),
          null);
    }
    return served.counts();
  }

  /// What the operator sees of it.
  public Operations operations() {
    return operations;
  }

  /// From now on ends as a runtime does when the process is asked to, by SIGTERM or Ctrl-C: drains,
  /// then closes. Whatever happens, the process is gone 30 s after the signal.
  public void endOnSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::endGently, "end of the models"));
  }

  private void endGently() {
    LastResort.begin();
    Duration left = Duration.ZERO;
    try {
      if (drain()) {
        left = settings.drain();
      } else {
        LOG.warn("requests were still waiting at the end of the drain; they are refused");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end(left);
    }
  }

  /// Refuses what comes now, and answers what waits, as long as what operators say allows. To be
  /// closed then.
  ///
  /// @return false if requests were still waiting when the time was over
  public boolean drain() throws InterruptedException {
    LOG.info("draining: no new requests are taken");
    operations.drain().begin();
    models.values().forEach(ServedModel::finish);
    return operations.awaitDrain();
  }

  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /// Takes no more requests, answers those that wait, then ends.
  @Override
  public void close() {
    end(settings.drain());
  }

  private void end(Duration longest) {
    operations.health().ends();
    server.shutdown();
    models.values().forEach(model -> model.close(longest));
    try {
      if (!server.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    hosts.forEach(HostConnection::close);
    threads.shutdownNow();
    operations.close();
  }

  private static InferenceServer listen(
      InferenceSettings settings,
      Map<String, ServedModel> models,
      List<HostConnection> hosts,
      Operations operations) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(settings.host(), settings.port()), operations.credentials())
              .executor(threads)
              .maxInboundMessageSize(largestMessage(models))
              .permitKeepAliveTime(5, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .addService(new InferenceService(models))
              .addService(operations.health().service());
      operations.interceptors().forEach(builder::intercept);
      operations.listen(Inspection.NOTHING);
      Server server = builder.build().start();
      LOG.info("inference on {}:{}", settings.host(), server.getPort());
      return new InferenceServer(settings, server, models, hosts, threads, operations);
    } catch (IOException problem) {
      threads.shutdownNow();
      Throwable cause = problem.getCause() == null ? problem : problem.getCause();
      throw new Unreachable(
          "%s:%d: cannot listen there (%s); choose another address or port"
              .formatted(settings.host(), settings.port(), cause.getMessage()),
          problem);
    }
  }

  /// The largest request that a model takes.
  private static int largestMessage(Map<String, ServedModel> models) {
    long most = 0;
    for (ServedModel model : models.values()) {
      long each = 0;
      for (ModelPort port : model.model().sequences()) {
        each += DeviceModel.ofSample(model.model(), port).bytes();
      }
      most = Math.max(most, each * model.largestRequest());
    }
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, most * BYTES_OF_AN_ELEMENT + OVERHEAD_BYTES));
  }
}
