package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ServerAddress;
import dev.ranvier.runtime.inference.InferenceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which models to serve, and how.
final class InferenceOptions {
  /// All of them, and those of the connection.
  static final List<String> NAMES =
      List.of(
          "--model",
          "--inference-listen",
          "--runtime",
          "--max-batch",
          "--max-delay",
          "--queue",
          "--tls",
          "--ca",
          "--cert",
          "--key",
          "--token-file");

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

  /// What the options say.
  InferencePlan plan(CommandLine command) {
    InferenceSettings settings = settings(command);
    if (runtime == null) {
      connection.refuse(command);
      return new InferencePlan(settings, models, List.of(), ClientOptions.DEFAULT);
    }
    ClientOptions options = connection.of(command);
    List<String> runtimes = new ArrayList<>();
    for (String one : runtime.split(",", -1)) {
      runtimes.add(address(command, "--runtime", one).toString());
    }
    return new InferencePlan(settings, models, runtimes, options);
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

  private static ServerAddress address(CommandLine command, String option, String text) {
    try {
      return ServerAddress.parse(text);
    } catch (RuntimeException problem) {
      throw new ParameterException(command, option + ": " + problem.getMessage(), problem);
    }
  }
}
