package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.DeviceSet;
import dev.ranvier.proto.runtime.v1.Immediate;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.Device;
import dev.ranvier.runtime.pjrt.ElementType;
import dev.ranvier.runtime.pjrt.HostMemory;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.pjrt.Plugin;
import dev.ranvier.runtime.pjrt.PluginValue;
import dev.ranvier.runtime.pjrt.Shape;
import dev.ranvier.runtime.protocol.ChunkCollector;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.WireTypes;
import java.lang.foreign.MemorySegment;
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

  /// Puts an argument that came with its request on the first device.
  Buffer upload(Immediate given) {
    ArrayType type = WireTypes.fromWire(given.getType());
    try (HostMemory memory = HostMemory.allocate(type.bytes())) {
      ChunkCollector chunks = new ChunkCollector(type, memory.bytes());
      chunks.add(given.getChunk());
      chunks.finish();
      return client.upload(shapeOf(type), memory.bytes());
    } catch (PjrtException problem) {
      throw PluginFailures.running("upload of " + type, problem);
    }
  }

  /// A small result with its bytes.
  Output bring(Buffer buffer) {
    ArrayType type = typeOf(buffer.shape());
    MemorySegment bytes = HostArray.allocateSegment(type);
    try {
      buffer.download(bytes);
    } catch (PjrtException problem) {
      throw PluginFailures.running("download of " + type, problem);
    }
    Output.Builder output = Output.newBuilder().setType(WireTypes.toWire(type));
    Chunks.atOnce(HostArray.wrap(type, bytes)).ifPresent(output::setChunk);
    return output.build();
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
