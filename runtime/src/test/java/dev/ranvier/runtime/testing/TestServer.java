package dev.ranvier.runtime.testing;

import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A real server with a real worker on the default CPU plugin.
public final class TestServer {
  private TestServer() {}

  public static RuntimeServer start() {
    return start(UnaryOperator.identity());
  }

  public static RuntimeServer start(UnaryOperator<ServerSettings> changes) {
    return RuntimeServer.start(changes.apply(ServerSettings.loopback(0, cpu())));
  }

  /// The default plugin, fetched to the user's cache if need be.
  public static Path library() {
    PluginLocator locator = PluginLocator.ofSystem();
    return locator.library(locator.locate(Optional.empty()).choice(), FetchProgress.SILENT);
  }

  private static DeviceSetSettings cpu() {
    return DeviceSetSettings.of("cpu", library());
  }
}
