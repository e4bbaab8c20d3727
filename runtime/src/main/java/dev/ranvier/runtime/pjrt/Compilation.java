package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ClientCompileArgs;
import dev.ranvier.runtime.pjrt.capi.CompileArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableDeserializeAndLoadArgs;
import dev.ranvier.runtime.pjrt.capi.Program;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Makes executables of a client, from programs or from what an executable was serialized to.
final class Compilation {
  /// The plugin's word for StableHLO, be it text or a portable artifact.
  private static final byte[] FORMAT = "mlir".getBytes(StandardCharsets.UTF_8);

  private final LoadedApi api;
  private final Client client;

  Compilation(LoadedApi api, Client client) {
    this.api = api;
    this.client = client;
  }

  Executable compile(byte[] stablehlo, CompileOptions options) {
    return loaded(options, pointer -> compiled(pointer, stablehlo, options));
  }

  Executable load(byte[] serialized, CompileOptions options) {
    return loaded(options, pointer -> deserialized(pointer, serialized));
  }

  private Executable loaded(CompileOptions options, Source source) {
    MemorySegment pointer = client.handle().acquire();
    try {
      MemorySegment executable = DeepStack.run(() -> source.load(pointer));
      return new Executable(api, client, executable, options);
    } finally {
      client.handle().release();
    }
  }

  private MemorySegment compiled(MemorySegment pointer, byte[] stablehlo, CompileOptions options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment encoded = Native.bytes(arena, options.encoded());
      var arguments = ClientCompileArgs.allocate(arena).client(pointer);
      arguments.program(program(arena, stablehlo));
      arguments.compileOptions(encoded).compileOptionsSize(encoded.byteSize());
      api.call(ApiFunction.CLIENT_COMPILE, arguments.segment());
      return arguments.executable();
    }
  }

  /// Compiles for a topology, without a client: the result can't be run, only inspected and
  /// serialized.
  static MemorySegment ahead(
      LoadedApi api, MemorySegment topology, byte[] stablehlo, CompileOptions options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment encoded = Native.bytes(arena, options.encoded());
      var arguments = CompileArgs.allocate(arena).topology(topology);
      arguments.program(program(arena, stablehlo));
      arguments.compileOptions(encoded).compileOptionsSize(encoded.byteSize());
      api.call(ApiFunction.COMPILE, arguments.segment());
      return arguments.executable();
    }
  }

  private static MemorySegment program(Arena arena, byte[] stablehlo) {
    MemorySegment code = Native.bytes(arena, stablehlo);
    MemorySegment format = Native.bytes(arena, FORMAT);
    var program = Program.allocate(arena).code(code).codeSize(code.byteSize());
    return program.format(format).formatSize(format.byteSize()).segment();
  }

  private MemorySegment deserialized(MemorySegment pointer, byte[] serialized) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = Native.bytes(arena, serialized);
      var arguments = ExecutableDeserializeAndLoadArgs.allocate(arena).client(pointer);
      arguments.serializedExecutable(bytes).serializedExecutableSize(bytes.byteSize());
      api.call(ApiFunction.EXECUTABLE_DESERIALIZE_AND_LOAD, arguments.segment());
      return arguments.loadedExecutable();
    }
  }

  /// Where an executable comes from, given the client's pointer.
  private interface Source {
    MemorySegment load(MemorySegment client);
  }
}
