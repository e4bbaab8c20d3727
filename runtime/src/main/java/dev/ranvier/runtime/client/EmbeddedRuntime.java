package dev.ranvier.runtime.client;

import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.admission.Emulated;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings;
import dev.ranvier.runtime.server.WorkerLimits;
import dev.ranvier.runtime.worker.CacheFolder;
import dev.ranvier.runtime.worker.ChosenPlugin;
import java.util.Optional;

/// A runtime of one's own: the same service on the loopback interface of this machine, with its
/// worker process, behind a token that only this process knows.
///
/// @param plugin which plugin; empty takes the first that is found
/// @param progress is told if the plugin has to be fetched first
/// @param devices how many devices to ask the plugin for; 0 leaves it to the plugin
/// @param emulated what the devices pretend to be, if anything
/// @param cache where machine code is kept for the next start, if it is
public record EmbeddedRuntime(
    Optional<PluginOption> plugin,
    FetchProgress progress,
    int devices,
    Optional<Emulated> emulated,
    Optional<CacheFolder> cache) {
  /// The plugin that is found first, with the user's cache of machine code.
  public static final EmbeddedRuntime DEFAULT =
      new EmbeddedRuntime(
          Optional.empty(),
          FetchProgress.SILENT,
          0,
          Optional.empty(),
          Optional.of(CacheFolder.ofUser()));

  /// With devices that pretend to be others: they refuse what those would not take.
  public EmbeddedRuntime emulating(Emulated device) {
    return new EmbeddedRuntime(plugin, progress, devices, Optional.of(device), cache);
  }

  public EmbeddedRuntime withPlugin(PluginOption option) {
    return new EmbeddedRuntime(Optional.of(option), progress, devices, emulated, cache);
  }

  public EmbeddedRuntime withProgress(FetchProgress listener) {
    return new EmbeddedRuntime(plugin, listener, devices, emulated, cache);
  }

  public EmbeddedRuntime withDevices(int count) {
    return new EmbeddedRuntime(plugin, progress, count, emulated, cache);
  }

  public EmbeddedRuntime withCache(CacheFolder folder) {
    return new EmbeddedRuntime(plugin, progress, devices, emulated, Optional.of(folder));
  }

  /// Compiles everything anew: for measurements, and for tests of compilation.
  public EmbeddedRuntime withoutCache() {
    return new EmbeddedRuntime(plugin, progress, devices, emulated, Optional.empty());
  }

  /// Starts it and connects to it.
  ///
  /// @throws PluginProblem if there is no plugin, or it cannot be used
  public RuntimeClient start() {
    AccessToken token = AccessToken.random();
    ServerSettings plain = ServerSettings.loopback(0, deviceSet()).withToken(token);
    RuntimeServer server = RuntimeServer.start(cache.map(plain::withCache).orElse(plain));
    try {
      return RuntimeClient.connect(
          new ServerAddress("127.0.0.1", server.port()),
          ClientOptions.DEFAULT.withToken(token),
          server);
    } catch (RuntimeException problem) {
      server.close();
      throw problem;
    }
  }

  private DeviceSetSettings deviceSet() {
    ChosenPlugin chosen = ChosenPlugin.find(plugin, progress);
    return new DeviceSetSettings(
        chosen.name(), chosen.library(), devices, emulated, WorkerLimits.DEFAULT);
  }
}
