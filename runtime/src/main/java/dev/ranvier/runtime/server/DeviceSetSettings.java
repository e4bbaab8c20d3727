package dev.ranvier.runtime.server;

import dev.ranvier.runtime.admission.Emulated;
import java.nio.file.Path;
import java.util.Optional;

/// One plugin and how to run it: what one worker process holds.
///
/// @param name what clients call it, such as `cpu`
/// @param library the plugin
/// @param devices how many devices to ask the plugin for; 0 leaves it to the plugin
/// @param emulated what the devices pretend to be, if anything
public record DeviceSetSettings(
    String name, Path library, int devices, Optional<Emulated> emulated) {
  public static DeviceSetSettings of(String name, Path library) {
    return new DeviceSetSettings(name, library, 0, Optional.empty());
  }

  public DeviceSetSettings emulating(Emulated device) {
    return new DeviceSetSettings(name, library, devices, Optional.of(device));
  }
}
