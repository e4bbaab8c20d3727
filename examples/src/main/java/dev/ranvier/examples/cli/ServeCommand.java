package dev.ranvier.examples.cli;

import dev.ranvier.runtime.admission.Emulated;
import dev.ranvier.runtime.client.ServerAddress;
import dev.ranvier.runtime.plugin.Located;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings;
import dev.ranvier.runtime.server.config.ConfigException;
import dev.ranvier.runtime.server.config.ServiceFile;
import dev.ranvier.runtime.server.config.ServiceFileReader;
import dev.ranvier.runtime.worker.CacheFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Serves the devices of this machine until it is stopped.
@Command(
    name = "serve",
    description =
        "Serve this machine's devices, or with --model models, to other processes, until stopped"
            + " (Ctrl-C).",
    footer = {
      "",
      "Certificates, tokens, quotas and what operators see are said in a file (--config), also about",
      "models; commented ones are runtime/docs/server.yaml and runtime/docs/inference.yaml. Without TLS,",
      "it listens on this machine alone. --tls, --ca, --cert, --key and --token-file are about the",
      "runtimes at --runtime.",
      "SIGTERM and Ctrl-C let running calls finish and end it in 30 s at most.",
      "",
      "Examples:",
      "  ranvier serve",
      "  ranvier serve --config server.yaml",
      "  ranvier serve --listen 127.0.0.1:9000 --plugin cpu=/opt/plugins/pjrt_cpu.so",
      "  ranvier serve --model xor.ranvier --max-delay 5"
    })
final class ServeCommand implements Callable<Integer> {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:" + ServerSettings.DEFAULT_PORT;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = DEFAULT_ADDRESS,
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String listen = DEFAULT_ADDRESS;

  @Option(
      names = "--plugin",
      paramLabel = "NAME=PATH",
      description = "A PJRT plugin to serve, and what to call it; may be given several times.")
  private List<String> plugins = new ArrayList<>();

  @Option(
      names = "--emulate",
      paramLabel = "DEVICE",
      description =
          "Let the plugin's devices play another kind of device (lpu), and refuse what that would"
              + " not take.")
  private @Nullable String emulate;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file that says it all (YAML); instead of the other options.")
  private @Nullable Path config;

  @Mixin private InferenceOptions inference = new InferenceOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    try {
      if (config == null) {
        return inference.isAsked()
            ? serveModels(inference.plan(spec.commandLine()))
            : serve(fromOptions());
      }
      refuse(List.of("--listen", "--emulate"));
      return serveFile(ServiceFileReader.read(config));
    } catch (ConfigException wrong) {
      String.valueOf(wrong.getMessage())
          .lines()
          .forEach(line -> spec.commandLine().getErr().println("ranvier: " + line));
      return Failures.WRONG_USAGE;
    }
  }

  /// Models of the file, models of `--model` with what the file says about callers and operators,
  /// or devices.
  private int serveFile(ServiceFile file) throws InterruptedException, IOException {
    if (file.inference().isPresent()) {
      refuse(InferenceOptions.NAMES);
      return serveModels(InferencePlan.of(file.inference().get()).guardedBy(file));
    }
    if (inference.isAsked()) {
      return serveModels(inference.plan(spec.commandLine()).guardedBy(file));
    }
    refuse(List.of("--plugin"));
    return serve(settings(file));
  }

  private void refuse(List<String> others) {
    for (String other : others) {
      if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
        throw new ParameterException(
            spec.commandLine(), "--config: the file says it all; leave %s out".formatted(other));
      }
    }
  }

  private int serveModels(InferencePlan plan) throws InterruptedException {
    plan.serve(spec.commandLine(), plugin());
    return 0;
  }

  private int serve(ServerSettings settings) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (RuntimeServer server = RuntimeServer.start(settings)) {
      server.endOnSignal();
      for (DeviceSetSettings set : settings.deviceSets()) {
        out.printf("plugin %s: %s%n", set.name(), set.library());
      }
      server.operations().adminPort().ifPresent(port -> out.printf("admin on port %d%n", port));
      server
          .operations()
          .metricsPort()
          .ifPresent(port -> out.printf("figures for Prometheus on port %d%n", port));
      out.printf("serving on %s; stop with Ctrl-C%n", server.address());
      server.awaitTermination();
    }
    return 0;
  }

  private ServerSettings fromOptions() {
    ServerAddress address = address();
    DeviceSetSettings[] sets = deviceSets().toArray(DeviceSetSettings[]::new);
    return ServerSettings.loopback(address.port(), sets)
        .withHost(address.host())
        .withCache(CacheFolder.ofUser());
  }

  private ServerSettings settings(ServiceFile read) {
    List<DeviceSetSettings> found =
        read.deviceSets().isEmpty()
            ? List.of(deviceSet(Optional.empty()))
            : read.deviceSets().stream().map(this::deviceSet).toList();
    return read.settings(found);
  }

  private DeviceSetSettings deviceSet(ServiceFile.DeviceSet said) {
    DeviceSetSettings found = deviceSet(said.plugin());
    String name = said.name().isEmpty() ? found.name() : said.name();
    return said.changes().apply(found.called(name, said.devices(), said.emulated()));
  }

  /// Of a runtime of one's own behind models.
  private Optional<PluginOption> plugin() {
    if (plugins.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "--plugin: expected one for --model, got several");
    }
    return plugins.stream()
        .findFirst()
        .map(text -> RuntimeOptions.plugin(spec.commandLine(), text));
  }

  private ServerAddress address() {
    try {
      return ServerAddress.parse(listen);
    } catch (RuntimeException problem) {
      throw new ParameterException(
          spec.commandLine(), "--listen: " + problem.getMessage(), problem);
    }
  }

  private List<DeviceSetSettings> deviceSets() {
    List<Optional<PluginOption>> options = new ArrayList<>();
    for (String text : plugins) {
      options.add(Optional.of(RuntimeOptions.plugin(spec.commandLine(), text)));
    }
    if (options.isEmpty()) {
      options.add(Optional.empty());
    }
    return options.stream().map(this::deviceSet).toList();
  }

  private DeviceSetSettings deviceSet(Optional<PluginOption> option) {
    PluginLocator locator = PluginLocator.ofSystem();
    Located located = locator.locate(option);
    try (var fetching = new FetchDisplay(spec.commandLine().getErr())) {
      Path library = locator.library(located.choice(), fetching);
      DeviceSetSettings plain = DeviceSetSettings.of(located.choice().name(), library);
      return emulated().map(plain::emulating).orElse(plain);
    }
  }

  private Optional<Emulated> emulated() {
    String device = emulate;
    if (device == null) {
      return Optional.empty();
    }
    Optional<Emulated> known = Emulated.named(device);
    if (known.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--emulate: expected one of %s, got \"%s\"".formatted(Emulated.devices(), device));
    }
    return known;
  }
}
