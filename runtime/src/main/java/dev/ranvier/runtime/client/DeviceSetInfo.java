package dev.ranvier.runtime.client;

import dev.ranvier.proto.runtime.v1.DeviceSet;
import java.util.List;

/// The devices of one plugin of a runtime.
///
/// @param name what to ask for with [ClientOptions#withDeviceSet]
public record DeviceSetInfo(String name, PluginInfo plugin, List<DeviceInfo> devices) {
  /// A plugin as it says it is.
  ///
  /// @param platform such as `cpu`
  /// @param library its file on the runtime's machine
  /// @param stablehloOldest empty where the plugin does not say
  /// @param stablehloNewest empty where the plugin does not say
  public record PluginInfo(
      String platform,
      String platformVersion,
      String library,
      String pjrtApiVersion,
      String stablehloOldest,
      String stablehloNewest) {}

  /// One device.
  ///
  /// @param kind such as `cpu` or `TPU v5e`
  /// @param description one line in the plugin's words
  public record DeviceInfo(int id, String kind, String description) {}

  public DeviceSetInfo {
    devices = List.copyOf(devices);
  }

  static DeviceSetInfo fromWire(DeviceSet set) {
    var plugin = set.getPlugin();
    return new DeviceSetInfo(
        set.getName(),
        new PluginInfo(
            plugin.getPlatform(),
            plugin.getPlatformVersion(),
            plugin.getLibrary(),
            plugin.getPjrtApiVersion(),
            plugin.getStablehloOldest(),
            plugin.getStablehloNewest()),
        set.getDevicesList().stream()
            .map(
                device -> new DeviceInfo(device.getId(), device.getKind(), device.getDescription()))
            .toList());
  }
}
