package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ExecutableDestroyArgs;
import dev.ranvier.runtime.pjrt.capi.LoadedExecutableDestroyArgs;
import dev.ranvier.runtime.pjrt.capi.LoadedExecutableGetExecutableArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A compiled program, loaded on its devices. Several threads may execute it at once.
public final class Executable implements AutoCloseable {
  private final LoadedApi api;
  private final Client client;
  private final CompileOptions options;
  private final Handle handle;
  private final MemorySegment program;
  private final List<Shape> outputs;

  Executable(LoadedApi api, Client client, MemorySegment loaded, CompileOptions options) {
    this.api = api;
    this.client = client;
    this.options = options;
    this.program = unloaded(api, loaded);
    client.executableCount().incrementAndGet();
    this.handle = new Handle(() -> "executable", loaded, client.handle(), this::destroy);
    try {
      this.outputs = inspection(ExecutableInspection::outputs);
    } catch (RuntimeException problem) {
      handle.close();
      throw problem;
    }
  }

  private static MemorySegment unloaded(LoadedApi api, MemorySegment loaded) {
    try (Arena arena = Arena.ofConfined()) {
      var arguments = LoadedExecutableGetExecutableArgs.allocate(arena).loadedExecutable(loaded);
      api.call(ApiFunction.LOADED_EXECUTABLE_GET_EXECUTABLE, arguments.segment());
      return arguments.executable();
    }
  }

  /// The program's name: that of its module.
  public String name() {
    return inspection(ExecutableInspection::name);
  }

  /// Shapes of the results on one device.
  public List<Shape> outputs() {
    return outputs;
  }

  /// What a run takes on each device; empty if the plugin doesn't say.
  public Optional<CompiledMemory> memory() {
    return inspection(ExecutableInspection::memory);
  }

  /// The program as the plugin's compiler left it; empty if the plugin doesn't show it.
  public Optional<CompiledProgram> optimizedProgram() {
    return inspection(ExecutableInspection::optimizedProgram);
  }

  /// The machine code, for [Client#deserialize] by the same version of the same plugin on the same
  /// machine.
  public byte[] serialize() {
    return inspection(ExecutableInspection::serialize);
  }

  private <T> T inspection(Function<ExecutableInspection, T> question) {
    handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      return question.apply(new ExecutableInspection(api, arena, program));
    } finally {
      handle.release();
    }
  }

  /// Runs the program on one device and waits for its results, which the caller closes.
  ///
  /// The caller vouches for the arguments' shapes: plugins compare sizes in bytes, nothing else. An
  /// argument whose parameter the program marks as donated (`tf.aliasing_output`) is consumed;
  /// close it all the same.
  ///
  /// @throws PjrtException if the plugin refuses the arguments, or the run fails
  public List<Buffer> execute(List<Buffer> arguments) {
    return executeAll(List.of(arguments)).getFirst();
  }

  /// As [#execute(List)], but leaves some arguments alone even where the program marks their
  /// parameters as donated: the plugin then works on a copy.
  ///
  /// @param kept indices of the arguments to leave alone
  public List<Buffer> execute(List<Buffer> arguments, Set<Integer> kept) {
    return new Execution(api, client, handle, outputs, kept).run(List.of(arguments)).getFirst();
  }

  /// As [#execute], but first holds the arguments to the shapes of the program's parameters.
  ///
  /// @throws IllegalArgumentException if an argument's shape isn't its parameter's
  public List<Buffer> execute(List<Buffer> arguments, List<Shape> parameters) {
    if (arguments.size() != parameters.size()) {
      throw new IllegalArgumentException(
          "execute: expected %d arguments, got %d".formatted(parameters.size(), arguments.size()));
    }
    for (int index = 0; index < arguments.size(); index++) {
      Shape got = arguments.get(index).shape();
      if (!got.equals(parameters.get(index))) {
        throw new IllegalArgumentException(
            "execute: argument %d: expected %s, got %s"
                .formatted(index, parameters.get(index), got));
      }
    }
    return execute(arguments);
  }

  /// Runs the program on all its devices: one list of arguments, and one of results, per device, in
  /// the order of the compile options.
  public List<List<Buffer>> executeAll(List<List<Buffer>> arguments) {
    if (arguments.size() != options.deviceCount()) {
      throw new IllegalArgumentException(
          "execute: the program runs on %d devices, got arguments for %d"
              .formatted(options.deviceCount(), arguments.size()));
    }
    return new Execution(api, client, handle, outputs, Set.of()).run(arguments);
  }

  private void destroy(MemorySegment loaded) {
    client.executableCount().decrementAndGet();
    try (Arena arena = Arena.ofConfined()) {
      var view = ExecutableDestroyArgs.allocate(arena).executable(program);
      api.call(ApiFunction.EXECUTABLE_DESTROY, view.segment());
      var arguments = LoadedExecutableDestroyArgs.allocate(arena).executable(loaded);
      api.call(ApiFunction.LOADED_EXECUTABLE_DESTROY, arguments.segment());
    }
  }

  /// Unloads the program, once no run of it is left.
  @Override
  public void close() {
    handle.close();
  }
}
