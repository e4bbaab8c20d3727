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
/// @param limits what its worker may take of the machine
public record DeviceSetSettings(
    String name, Path library, int devices, Optional<Emulated> emulated, WorkerLimits limits) {
  public static DeviceSetSettings of(String name, Path library) {
    return new DeviceSetSettings(name, library, 0, Optional.empty(), WorkerLimits.DEFAULT);
  }

  public DeviceSetSettings emulating(Emulated device) {
    return new DeviceSetSettings(name, library, devices, Optional.of(device), limits);
  }

  /// The same plugin under another name, with so many devices that pretend to be something.
  public DeviceSetSettings called(String other, int count, Optional<Emulated> device) {
    return new DeviceSetSettings(other, library, count, device, limits);
  }

  public DeviceSetSettings limitedTo(WorkerLimits other) {
    return new DeviceSetSettings(name, library, devices, emulated, other);
  }
}
