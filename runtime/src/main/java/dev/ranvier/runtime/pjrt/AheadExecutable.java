package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ExecutableDestroyArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A program compiled for a [Topology], without a device: it can be looked at, and serialized for
/// [Client#deserialize] where such devices are; it can't be run here.
public final class AheadExecutable implements AutoCloseable {
  private final LoadedApi api;
  private final Handle handle;

  AheadExecutable(LoadedApi api, Handle topology, MemorySegment executable) {
    this.api = api;
    this.handle = new Handle(() -> "compiled program", executable, topology, this::destroy);
  }

  /// The program's name: that of its module.
  public String name() {
    return inspection(ExecutableInspection::name);
  }

  /// Shapes of the results on one device.
  public List<Shape> outputs() {
    return inspection(ExecutableInspection::outputs);
  }

  /// What a run takes on each device; empty if the plugin doesn't say.
  public Optional<CompiledMemory> memory() {
    return inspection(ExecutableInspection::memory);
  }

  /// What the compiler thinks that a run costs, by its own names (`flops`, `bytes accessed`); empty
  /// if the plugin doesn't say. XLA counts the body of a loop once.
  public Map<String, PluginValue> costs() {
    return inspection(ExecutableInspection::costs);
  }

  /// The program as the plugin's compiler left it; empty if the plugin doesn't show it.
  public Optional<CompiledProgram> optimizedProgram() {
    return inspection(ExecutableInspection::optimizedProgram);
  }

  /// The machine code, for [Client#deserialize] by the same version of the same plugin.
  public byte[] serialize() {
    return inspection(ExecutableInspection::serialize);
  }

  private <T> T inspection(Function<ExecutableInspection, T> question) {
    MemorySegment executable = handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      return question.apply(new ExecutableInspection(api, arena, executable));
    } finally {
      handle.release();
    }
  }

  private void destroy(MemorySegment executable) {
    try (Arena arena = Arena.ofConfined()) {
      var arguments = ExecutableDestroyArgs.allocate(arena).executable(executable);
      api.call(ApiFunction.EXECUTABLE_DESTROY, arguments.segment());
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
