package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.TopologyDescriptionCreateArgs;
import dev.ranvier.runtime.pjrt.capi.TopologyDescriptionDestroyArgs;
import dev.ranvier.runtime.pjrt.capi.TopologyDescriptionPlatformNameArgs;
import dev.ranvier.runtime.pjrt.capi.TopologyDescriptionPlatformVersionArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.BiFunction;

/// Devices as their plugin describes them, be they there or not: `v5e:2x2` is four chips of a TPU.
/// What is compiled for a topology runs wherever there are such devices.
public final class Topology implements AutoCloseable {
  private final LoadedApi api;
  private final String name;
  private final Handle handle;

  private Topology(LoadedApi api, String name, Handle plugin, MemorySegment topology) {
    this.api = api;
    this.name = name;
    this.handle = new Handle(() -> "topology " + name, topology, plugin, this::destroy);
  }

  static Topology create(
      LoadedApi api, Handle plugin, String name, Map<String, PluginValue> options) {
    plugin.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = Native.text(arena, name);
      var arguments = TopologyDescriptionCreateArgs.allocate(arena).topologyName(text);
      arguments.topologyNameSize(text.byteSize());
      arguments.createOptions(PluginValues.write(arena, options)).numOptions(options.size());
      api.call(ApiFunction.TOPOLOGY_DESCRIPTION_CREATE, arguments.segment());
      return new Topology(api, name, plugin, arguments.topology());
    } finally {
      plugin.release();
    }
  }

  /// What it was asked for by.
  public String name() {
    return name;
  }

  /// The kind of device: `tpu`.
  public String platformName() {
    return asked(
        (arena, pointer) -> {
          var arguments = TopologyDescriptionPlatformNameArgs.allocate(arena).topology(pointer);
          api.call(ApiFunction.TOPOLOGY_DESCRIPTION_PLATFORM_NAME, arguments.segment());
          return Native.text(arguments.platformName(), arguments.platformNameSize());
        });
  }

  /// The version of the plugin's compiler and runtime, in its own words; often several lines.
  public String platformVersion() {
    return asked(
        (arena, pointer) -> {
          var arguments = TopologyDescriptionPlatformVersionArgs.allocate(arena).topology(pointer);
          api.call(ApiFunction.TOPOLOGY_DESCRIPTION_PLATFORM_VERSION, arguments.segment());
          return Native.text(arguments.platformVersion(), arguments.platformVersionSize());
        });
  }

  /// Compiles StableHLO for these devices; none of them is needed for that.
  ///
  /// @throws PjrtException with the compiler's error
  public AheadExecutable compile(byte[] stablehlo, CompileOptions options) {
    return asked(
        (arena, pointer) -> {
          MemorySegment executable =
              DeepStack.run(() -> Compilation.ahead(api, pointer, stablehlo, options));
          return new AheadExecutable(api, handle, executable);
        });
  }

  private <T> T asked(BiFunction<Arena, MemorySegment, T> question) {
    MemorySegment pointer = handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      return question.apply(arena, pointer);
    } finally {
      handle.release();
    }
  }

  private void destroy(MemorySegment topology) {
    try (Arena arena = Arena.ofConfined()) {
      var arguments = TopologyDescriptionDestroyArgs.allocate(arena).topology(topology);
      api.call(ApiFunction.TOPOLOGY_DESCRIPTION_DESTROY, arguments.segment());
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
