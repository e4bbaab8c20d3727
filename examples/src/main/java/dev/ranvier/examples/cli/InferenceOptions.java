package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.client.ServerAddress;
import dev.ranvier.runtime.inference.InferenceServer;
import dev.ranvier.runtime.inference.InferenceSettings;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.server.config.ServiceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which models to serve, and how.
final class InferenceOptions {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:" + InferenceSettings.DEFAULT_PORT;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Serve this model (`ranvier export`), by the open inference protocol (KServe v2, gRPC),"
              + " and no devices; may be given several times.")
  private List<Path> models = new ArrayList<>();

  @Option(
      names = "--inference-listen",
      paramLabel = "HOST:PORT",
      defaultValue = DEFAULT_ADDRESS,
      description = "Where to serve models (default: ${DEFAULT-VALUE}).")
  private String listen = DEFAULT_ADDRESS;

  @Option(
      names = "--runtime",
      paramLabel = "HOST:PORT,...",
      description =
          "The runtimes that run the models (`ranvier serve` there); default: one of our own.")
  private @Nullable String runtime;

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      description = "The most samples that run side by side (default: what the model takes).")
  private @Nullable Integer maxBatch;

  @Option(
      names = "--max-delay",
      paramLabel = "MS",
      defaultValue = "2",
      description =
          "How long a request may wait for others to come along, in ms (default:"
              + " ${DEFAULT-VALUE}).")
  private double maxDelay;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "" + InferenceSettings.DEFAULT_QUEUE,
      description = "How many samples of a model may wait (default: ${DEFAULT-VALUE}).")
  private int queue;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  boolean isAsked() {
    return !models.isEmpty();
  }

  /// Serves the models until the process is told to stop.
  ///
  /// @param plugin of a runtime of one's own
  /// @param guards what a file says of callers and operators, if there is one
  void serve(CommandLine command, Optional<PluginOption> plugin, Optional<ServiceFile> guards)
      throws InterruptedException {
    InferenceSettings plain = settings(command);
    InferenceSettings settings =
        guards.map(said -> plain.withGuards(said.security(), said.operations())).orElse(plain);
    List<Supplier<RuntimeClient>> runtimes = runtimes(command, plugin);
    List<ModelFile> files = models.stream().map(ModelFile::read).toList();
    PrintWriter out = command.getOut();
    try (InferenceServer server = InferenceServer.start(settings, files, runtimes)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop the server"));
      for (ModelFile file : files) {
        out.printf(
            "model %s: batches of up to %d%n", file.description().name(), file.largestBatch());
      }
      out.printf("inference on %s; stop with Ctrl-C%n", server.address());
      server.awaitTermination();
    }
  }

  private InferenceSettings settings(CommandLine command) {
    if (!(maxDelay >= 0) || maxDelay > 60_000) {
      throw new ParameterException(
          command, "--max-delay: expected ms from 0 to 60000, got " + maxDelay);
    }
    var _ = Numbers.positive(command, "--queue", queue);
    ServerAddress address = address(command, "--inference-listen", listen);
    return InferenceSettings.loopback(address.port())
        .withHost(address.host())
        .withMaxBatch(Numbers.positive(command, "--max-batch", maxBatch).orElse(0))
        .withMaxDelay(Duration.ofNanos(Math.round(maxDelay * 1e6)))
        .withQueue(queue);
  }

  private List<Supplier<RuntimeClient>> runtimes(
      CommandLine command, Optional<PluginOption> plugin) {
    if (runtime == null) {
      connection.refuse(command);
      return List.of(() -> RuntimeOptions.embedded(plugin, command));
    }
    if (plugin.isPresent()) {
      throw new ParameterException(
          command,
          "--plugin: the runtimes at --runtime have their own; give one of the two options");
    }
    ClientOptions options = connection.of(command);
    List<Supplier<RuntimeClient>> runtimes = new ArrayList<>();
    for (String one : runtime.split(",", -1)) {
      String address = address(command, "--runtime", one).toString();
      runtimes.add(() -> RuntimeClient.connect(address, options));
    }
    return runtimes;
  }

  private static ServerAddress address(CommandLine command, String option, String text) {
    try {
      return ServerAddress.parse(text);
    } catch (RuntimeException problem) {
      throw new ParameterException(command, option + ": " + problem.getMessage(), problem);
    }
  }
}
