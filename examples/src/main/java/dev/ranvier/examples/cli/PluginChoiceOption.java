package dev.ranvier.examples.cli;

import dev.ranvier.examples.bench.Device;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Which plugin is loaded into this process.
final class PluginChoiceOption {
  @Option(
      names = "--plugin",
      paramLabel = "NAME|PATH|NAME=PATH",
      description =
          "The PJRT plugin to load: a known name, or a library. Default: PJRT_PLUGIN_LIBRARY_PATH,"
              + " then installed ones, then a pinned CPU plugin that is fetched once.")
  private @Nullable String plugin;

  /// Loads it; the fetching of a plugin shows on standard error.
  Device open(CommandLine command) {
    try (var fetching = new FetchDisplay(command.getErr())) {
      return Device.open(
          Optional.ofNullable(plugin).map(text -> RuntimeOptions.plugin(command, text)), fetching);
    }
  }
}
