package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.DeviceSet;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.Device;
import dev.ranvier.runtime.pjrt.ElementType;
import dev.ranvier.runtime.pjrt.Plugin;
import dev.ranvier.runtime.pjrt.PluginValue;
import dev.ranvier.runtime.pjrt.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The plugin in this process and its devices, with what is said of them to clients. They stay
/// loaded for as long as the process lives.
record LoadedDevices(Plugin plugin, Client client) {
  /// @throws dev.ranvier.runtime.pjrt.PluginException if the plugin cannot be used
  static LoadedDevices load(WorkerOrders orders) {
    Plugin plugin = Plugin.load(orders.library());
    Map<String, PluginValue> options =
        orders.devices() > 0
            ? Map.of("cpu_device_count", new PluginValue.Int64(orders.devices()))
            : Map.of();
    return new LoadedDevices(plugin, plugin.createClient(options));
  }

  /// What machine code for them depends on.
  Surroundings surroundings() {
    return Surroundings.of(plugin, client);
  }

  DeviceSet describe() {
    return DeviceSet.newBuilder()
        .setPlugin(describePlugin())
        .addAllDevices(client.devices().stream().map(LoadedDevices::describe).toList())
        .build();
  }

  /// A shape as the rest of the runtime says it.
  static ArrayType typeOf(Shape shape) {
    DType dtype =
        DType.ofSpelling(shape.type().spelling())
            .orElseThrow(() -> new IllegalStateException("no dtype is spelled " + shape.type()));
    return new ArrayType(dtype, shape.dims());
  }

  /// A type as the plugin binding says it.
  static Shape shapeOf(ArrayType type) {
    ElementType element =
        ElementType.ofSpelling(type.dtype().spelling())
            .orElseThrow(() -> new IllegalStateException("no element is spelled " + type.dtype()));
    return new Shape(element, type.dims());
  }

  private dev.ranvier.proto.runtime.v1.Plugin describePlugin() {
    return dev.ranvier.proto.runtime.v1.Plugin.newBuilder()
        .setPlatform(client.platformName())
        .setPlatformVersion(client.platformVersion())
        .setLibrary(plugin.library().toString())
        .setPjrtApiVersion(plugin.apiVersion().toString())
        .setStablehloOldest(version("stablehlo_minimum_version"))
        .setStablehloNewest(version("stablehlo_current_version"))
        .build();
  }

  private String version(String attribute) {
    return plugin.attributes().get(attribute) instanceof PluginValue.Int64List(List<Long> parts)
        ? parts.stream().map(String::valueOf).collect(Collectors.joining("."))
        : "";
  }

  private static dev.ranvier.proto.runtime.v1.Device describe(Device device) {
    return dev.ranvier.proto.runtime.v1.Device.newBuilder()
        .setId(device.id())
        .setKind(device.kind())
        .setDescription(device.toString())
        .build();
  }
}
