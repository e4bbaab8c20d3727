package dev.ranvier.runtime.pjrt;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/// A device that the client can put buffers on and run programs on. It lives as long as its client.
public final class Device {
  private final int id;
  private final int localHardwareId;
  private final String kind;
  private final String description;
  private final Map<String, PluginValue> attributes;
  private final MemorySegment pointer;

  Device(
      int id,
      int localHardwareId,
      String kind,
      String description,
      Map<String, PluginValue> attributes,
      MemorySegment pointer) {
    this.id = id;
    this.localHardwareId = localHardwareId;
    this.kind = kind;
    this.description = description;
    this.attributes = attributes;
    this.pointer = pointer;
  }

  /// Unique among all devices of the client.
  public int id() {
    return id;
  }

  /// The operating system's number for it; -1 if it has none.
  public int localHardwareId() {
    return localHardwareId;
  }

  /// What it is: `cpu`, or a chip's name.
  public String kind() {
    return kind;
  }

  public Map<String, PluginValue> attributes() {
    return attributes;
  }

  MemorySegment pointer() {
    return pointer;
  }

  @Override
  public String toString() {
    return description;
  }
}
