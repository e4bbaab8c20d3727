package dev.ranvier.runtime.server.config;

import dev.ranvier.runtime.admission.Emulated;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.ServerSettings;
import dev.ranvier.runtime.server.operations.OperationsSettings;
import dev.ranvier.runtime.server.security.SecuritySettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a file says about a runtime. Plugins are named, not yet looked up: that may fetch one.
///
/// @param deviceSets in order; none is the plugin that is found first
/// @param changes everything else, as changes of the settings that a runtime has by itself
/// @param inference models to serve instead of devices, if that is said
public record ServiceFile(
    List<DeviceSet> deviceSets,
    UnaryOperator<ServerSettings> changes,
    Optional<InferencePart> inference) {
  /// Stands in where settings must have one and nobody looks at it.
  private static final DeviceSetSettings NO_PLUGIN = DeviceSetSettings.of("none", Path.of("none"));

  public ServiceFile {
    deviceSets = List.copyOf(deviceSets);
  }

  /// @param name what clients call it; empty is as the plugin is called
  /// @param plugin which one; empty is the one that is found first
  /// @param devices how many to ask the plugin for; 0 leaves it to the plugin
  /// @param emulated what the devices pretend to be, if anything
  /// @param changes of the limits and the like
  public record DeviceSet(
      String name,
      Optional<PluginOption> plugin,
      int devices,
      Optional<Emulated> emulated,
      UnaryOperator<DeviceSetSettings> changes) {}

  /// Who may call.
  public SecuritySettings security() {
    return settings(List.of(NO_PLUGIN)).security();
  }

  /// What the operator sees.
  public OperationsSettings operations() {
    return settings(List.of(NO_PLUGIN)).operations();
  }

  /// The settings, once the plugins have been found.
  public ServerSettings settings(List<DeviceSetSettings> found) {
    return changes.apply(
        ServerSettings.loopback(
            ServerSettings.DEFAULT_PORT, found.toArray(DeviceSetSettings[]::new)));
  }
}
