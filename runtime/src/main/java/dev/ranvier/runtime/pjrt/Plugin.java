package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ClientCreateArgs;
import dev.ranvier.runtime.pjrt.capi.PluginAttributesArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A shared library that speaks the PJRT C API, loaded into this process. The library itself stays
/// loaded for as long as the process lives, since none can be unloaded safely; closing a plugin
/// closes the clients made from it.
public final class Plugin implements AutoCloseable {
  /// The option by which CPU plugins make several devices of one machine.
  public static final String CPU_DEVICE_COUNT = "cpu_device_count";

  private final Path library;
  private final LoadedApi api;
  private final Handle handle;

  private Plugin(Path library, LoadedApi api) {
    this.library = library;
    this.api = api;
    // A plugin has no object of its own in C: any address but null will do.
    this.handle =
        new Handle(() -> "plugin " + library, MemorySegment.ofAddress(1), null, gone -> {});
  }

  /// Loads and initialises the library; a second call for the same file shares what the first one
  /// loaded.
  ///
  /// @throws PluginException if the file is missing, isn't a shared library, isn't a plugin, speaks
  ///   another version, or won't initialise
  public static Plugin load(Path library) {
    return new Plugin(library, PluginLibrary.load(library));
  }

  public Path library() {
    return library;
  }

  /// The version of the PJRT C API that the plugin speaks.
  public ApiVersion apiVersion() {
    return api.version();
  }

  /// What the plugin says about itself; empty for a plugin that says nothing.
  public Map<String, PluginValue> attributes() {
    if (!api.has(ApiFunction.PLUGIN_ATTRIBUTES)) {
      return Map.of();
    }
    handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      var arguments = PluginAttributesArgs.allocate(arena);
      api.call(ApiFunction.PLUGIN_ATTRIBUTES, arguments.segment());
      return PluginValues.read(arguments.attributes(), arguments.numAttributes());
    } finally {
      handle.release();
    }
  }

  /// The version of StableHLO that the plugin was built with: `1.20.0`. Text of later versions may
  /// use what the plugin doesn't know.
  public Optional<String> stablehloVersion() {
    return attributes().get("stablehlo_current_version") instanceof PluginValue.Int64List(var parts)
        ? Optional.of(parts.stream().map(String::valueOf).collect(Collectors.joining(".")))
        : Optional.empty();
  }

  public Client createClient() {
    return createClient(Map.of());
  }

  /// Makes a client for the plugin's devices. Options are the plugin's own: CPU plugins know
  /// [#CPU_DEVICE_COUNT], an [PluginValue.Int64]; without it, their number is the plugin's choice.
  ///
  /// @throws PluginException if the plugin can't make a client, as for want of its device
  /// @throws IllegalArgumentException if the number of CPU devices is none
  public Client createClient(Map<String, PluginValue> options) {
    checkDeviceCount(options.get(CPU_DEVICE_COUNT));
    handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      var arguments = ClientCreateArgs.allocate(arena);
      arguments.createOptions(PluginValues.write(arena, options)).numOptions(options.size());
      api.call(ApiFunction.CLIENT_CREATE, arguments.segment());
      return new Client(api, handle, arguments.client());
    } catch (PjrtException problem) {
      throw new PluginException(
          PluginException.Reason.INITIALIZATION_FAILED,
          "plugin " + library + " can't make a client: " + problem.getMessage(),
          problem);
    } finally {
      handle.release();
    }
  }

  /// Describes devices that need not be there, to compile for them.
  ///
  /// @param name the plugin's own word for them: `v5e:2x2`
  /// @throws PjrtException if the plugin knows no such devices
  public Topology topology(String name, Map<String, PluginValue> options) {
    return Topology.create(api, handle, name, options);
  }

  /// CPU plugins end the process on a count below one, or a count that is no integer.
  private static void checkDeviceCount(@Nullable PluginValue count) {
    boolean sound =
        count == null || (count instanceof PluginValue.Int64(long devices) && devices >= 1);
    if (!sound) {
      throw new IllegalArgumentException(
          "client option " + CPU_DEVICE_COUNT + ": expected an integer of 1 or more, got " + count);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
