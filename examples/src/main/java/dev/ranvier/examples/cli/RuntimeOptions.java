package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.EmbeddedRuntime;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.client.balance.HostSession;
import dev.ranvier.runtime.client.balance.Place;
import dev.ranvier.runtime.client.balance.RuntimeHosts;
import dev.ranvier.runtime.plugin.PluginOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which runtime to use: one that is running somewhere, or one of our own with a plugin.
final class RuntimeOptions {
  @Option(
      names = "--runtime",
      paramLabel = "HOST:PORT,...",
      description =
          "Use the runtime there (`ranvier serve`), not one of our own on this machine; of several"
              + " the first that answers, or, where a command spreads its work, all of them.")
  private @Nullable String runtime;

  @Option(
      names = "--plugin",
      paramLabel = "NAME|PATH|NAME=PATH",
      description =
          "The PJRT plugin to load: a known name, or a library. Default: PJRT_PLUGIN_LIBRARY_PATH,"
              + " then installed ones, then a pinned CPU plugin that is fetched once.")
  private @Nullable String plugin;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  /// Connects, or starts an embedded runtime; the fetching of a plugin shows on standard error.
  RuntimeClient open(CommandLine command) {
    Optional<PluginOption> option = plugin(command);
    if (runtime == null) {
      connection.refuse(command);
      return embedded(option, command);
    }
    refusePlugin(command, option);
    ClientOptions options = connection.of(command);
    return runtime.contains(",")
        ? RuntimeHosts.parse(runtime, options).open().client()
        : RuntimeClient.connect(runtime, options);
  }

  /// Where work can be spread to: all runtimes that were named, or one of our own.
  List<Place> places(CommandLine command) {
    Optional<PluginOption> option = plugin(command);
    if (runtime == null) {
      connection.refuse(command);
      Place own = new Place("here", () -> HostSession.of("here", embedded(option, command)));
      return List.of(own);
    }
    refusePlugin(command, option);
    return Place.of(RuntimeHosts.parse(runtime, connection.of(command)));
  }

  private static void refusePlugin(CommandLine command, Optional<PluginOption> plugin) {
    if (plugin.isPresent()) {
      throw new ParameterException(
          command, "--plugin: the runtime at --runtime has its own; give one of the two options");
    }
  }

  /// Whether the runtime is one of our own, with a plugin that we choose.
  boolean isLocal() {
    return runtime == null;
  }

  /// An embedded runtime.
  static RuntimeClient embedded(Optional<PluginOption> plugin, CommandLine command) {
    try (var fetching = new FetchDisplay(command.getErr())) {
      EmbeddedRuntime first = EmbeddedRuntime.DEFAULT.withProgress(fetching);
      return plugin.map(first::withPlugin).orElse(first).start();
    }
  }

  /// The plugin that was asked for.
  Optional<PluginOption> plugin(CommandLine command) {
    return Optional.ofNullable(plugin).map(text -> plugin(command, text));
  }

  /// Reads the value of a `--plugin` option.
  static PluginOption plugin(CommandLine command, String text) {
    try {
      return PluginOption.parse(text);
    } catch (IllegalArgumentException problem) {
      throw new ParameterException(command, String.valueOf(problem.getMessage()), problem);
    }
  }
}
