package dev.ranvier.examples.cli;

import dev.ranvier.runtime.admission.Emulated;
import dev.ranvier.runtime.client.ServerAddress;
import dev.ranvier.runtime.plugin.Located;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings;
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
      "There is no encryption yet, and whoever reaches the address may run programs: listen on the",
      "loopback interface, or on a network that you trust.",
      "",
      "Examples:",
      "  ranvier serve",
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

  @Mixin private InferenceOptions inference = new InferenceOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (inference.isAsked()) {
      inference.serve(spec.commandLine(), plugin());
      return 0;
    }
    PrintWriter out = spec.commandLine().getOut();
    ServerAddress address = address();
    DeviceSetSettings[] sets = deviceSets().toArray(DeviceSetSettings[]::new);
    ServerSettings settings =
        ServerSettings.loopback(address.port(), sets).withHost(address.host());
    try (RuntimeServer server = RuntimeServer.start(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop the server"));
      for (DeviceSetSettings set : sets) {
        out.printf("plugin %s: %s%n", set.name(), set.library());
      }
      out.printf("serving on %s; stop with Ctrl-C%n", server.address());
      server.awaitTermination();
    }
    return 0;
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
