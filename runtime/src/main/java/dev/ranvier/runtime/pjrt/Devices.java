package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ClientAddressableDevicesArgs;
import dev.ranvier.runtime.pjrt.capi.DeviceDescriptionAttributesArgs;
import dev.ranvier.runtime.pjrt.capi.DeviceDescriptionIdArgs;
import dev.ranvier.runtime.pjrt.capi.DeviceDescriptionKindArgs;
import dev.ranvier.runtime.pjrt.capi.DeviceDescriptionToStringArgs;
import dev.ranvier.runtime.pjrt.capi.DeviceGetDescriptionArgs;
import dev.ranvier.runtime.pjrt.capi.DeviceLocalHardwareIdArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Reads what a new client knows about the devices that this process can reach.
final class Devices {
  private final LoadedApi api;
  private final Arena arena;

  private Devices(LoadedApi api, Arena arena) {
    this.api = api;
    this.arena = arena;
  }

  static List<Device> of(LoadedApi api, MemorySegment client) {
    try (Arena arena = Arena.ofConfined()) {
      return new Devices(api, arena).read(client);
    }
  }

  private List<Device> read(MemorySegment client) {
    var arguments = ClientAddressableDevicesArgs.allocate(arena).client(client);
    api.call(ApiFunction.CLIENT_ADDRESSABLE_DEVICES, arguments.segment());
    long count = arguments.numAddressableDevices();
    MemorySegment pointers =
        Native.sized(arguments.addressableDevices(), count * ValueLayout.ADDRESS.byteSize());
    var devices = new ArrayList<Device>();
    for (long index = 0; index < count; index++) {
      devices.add(device(pointers.getAtIndex(ValueLayout.ADDRESS, index)));
    }
    if (devices.isEmpty()) {
      throw new IllegalStateException("client: the plugin has no device that this process can use");
    }
    return List.copyOf(devices);
  }

  private Device device(MemorySegment pointer) {
    var description = DeviceGetDescriptionArgs.allocate(arena).device(pointer);
    api.call(ApiFunction.DEVICE_GET_DESCRIPTION, description.segment());
    MemorySegment of = description.deviceDescription();
    var id = DeviceDescriptionIdArgs.allocate(arena).deviceDescription(of);
    api.call(ApiFunction.DEVICE_DESCRIPTION_ID, id.segment());
    var kind = DeviceDescriptionKindArgs.allocate(arena).deviceDescription(of);
    api.call(ApiFunction.DEVICE_DESCRIPTION_KIND, kind.segment());
    var text = DeviceDescriptionToStringArgs.allocate(arena).deviceDescription(of);
    api.call(ApiFunction.DEVICE_DESCRIPTION_TO_STRING, text.segment());
    var attributes = DeviceDescriptionAttributesArgs.allocate(arena).deviceDescription(of);
    api.call(ApiFunction.DEVICE_DESCRIPTION_ATTRIBUTES, attributes.segment());
    var hardware = DeviceLocalHardwareIdArgs.allocate(arena).device(pointer);
    api.call(ApiFunction.DEVICE_LOCAL_HARDWARE_ID, hardware.segment());
    return new Device(
        id.id(),
        hardware.localHardwareId(),
        Native.text(kind.deviceKind(), kind.deviceKindSize()),
        Native.text(text.toStringValue(), text.toStringSize()),
        PluginValues.read(attributes.attributes(), attributes.numAttributes()),
        pointer);
  }
}
