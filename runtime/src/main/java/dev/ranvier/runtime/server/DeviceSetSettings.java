package dev.ranvier.runtime.server;

import java.nio.file.Path;

/// One plugin and how to run it: what one worker process holds.
///
/// @param name what clients call it, such as `cpu`
/// @param library the plugin
/// @param devices how many devices to ask the plugin for; 0 leaves it to the plugin
public record DeviceSetSettings(String name, Path library, int devices) {
  public static DeviceSetSettings of(String name, Path library) {
    return new DeviceSetSettings(name, library, 0);
  }
}
