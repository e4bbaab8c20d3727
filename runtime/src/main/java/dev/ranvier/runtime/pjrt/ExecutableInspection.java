package dev.ranvier.runtime.pjrt;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ErrorCode;
import dev.ranvier.runtime.pjrt.capi.ExecutableGetCompiledMemoryStatsArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableGetCostAnalysisArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableNameArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableNumOutputsArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableOptimizedProgramArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableOutputDimensionsArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableOutputElementTypesArgs;
import dev.ranvier.runtime.pjrt.capi.ExecutableSerializeArgs;
import dev.ranvier.runtime.pjrt.capi.Program;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks one executable about itself.
final class ExecutableInspection {
  private final LoadedApi api;
  private final Arena arena;
  private final MemorySegment executable;

  ExecutableInspection(LoadedApi api, Arena arena, MemorySegment executable) {
    this.api = api;
    this.arena = arena;
    this.executable = executable;
  }

  String name() {
    var arguments = ExecutableNameArgs.allocate(arena).executable(executable);
    api.call(ApiFunction.EXECUTABLE_NAME, arguments.segment());
    return Native.text(arguments.executableName(), arguments.executableNameSize());
  }

  List<Shape> outputs() {
    var count = ExecutableNumOutputsArgs.allocate(arena).executable(executable);
    api.call(ApiFunction.EXECUTABLE_NUM_OUTPUTS, count.segment());
    var types = ExecutableOutputElementTypesArgs.allocate(arena).executable(executable);
    api.call(ApiFunction.EXECUTABLE_OUTPUT_ELEMENT_TYPES, types.segment());
    var dims = ExecutableOutputDimensionsArgs.allocate(arena).executable(executable);
    api.call(ApiFunction.EXECUTABLE_OUTPUT_DIMENSIONS, dims.segment());
    long outputs = count.numOutputs();
    if (types.numOutputTypes() != outputs || dims.numOutputs() != outputs) {
      throw new IllegalStateException(
          "executable: the plugin states %d results, %d element types, %d shapes"
              .formatted(outputs, types.numOutputTypes(), dims.numOutputs()));
    }
    return shapes(outputs, types.outputTypes(), dims.dims(), dims.dimSizes());
  }

  private static List<Shape> shapes(
      long count, MemorySegment types, MemorySegment dims, MemorySegment ranks) {
    int[] codes = Native.sized(types, count * Integer.BYTES).toArray(ValueLayout.JAVA_INT);
    long[] sizes = Native.sized(ranks, count * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
    long total = Arrays.stream(sizes).sum();
    long[] all = Native.sized(dims, total * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
    var shapes = new ArrayList<Shape>();
    int next = 0;
    for (int index = 0; index < count; index++) {
      int end = next + Math.toIntExact(sizes[index]);
      shapes.add(Shape.of(ElementType.ofCode(codes[index]), Arrays.copyOfRange(all, next, end)));
      next = end;
    }
    return List.copyOf(shapes);
  }

  Optional<CompiledMemory> memory() {
    return unlessUnimplemented(
        ApiFunction.EXECUTABLE_GET_COMPILED_MEMORY_STATS,
        () -> {
          var stats = ExecutableGetCompiledMemoryStatsArgs.allocate(arena).executable(executable);
          api.call(ApiFunction.EXECUTABLE_GET_COMPILED_MEMORY_STATS, stats.segment());
          return new CompiledMemory(
              stats.generatedCodeSizeInBytes(),
              stats.argumentSizeInBytes(),
              stats.outputSizeInBytes(),
              stats.aliasSizeInBytes(),
              stats.tempSizeInBytes());
        });
  }

  Map<String, PluginValue> costs() {
    return unlessUnimplemented(
            ApiFunction.EXECUTABLE_GET_COST_ANALYSIS,
            () -> {
              var costs = ExecutableGetCostAnalysisArgs.allocate(arena).executable(executable);
              api.call(ApiFunction.EXECUTABLE_GET_COST_ANALYSIS, costs.segment());
              return PluginValues.read(costs.properties(), costs.numProperties());
            })
        .orElse(Map.of());
  }

  /// Asks twice: for the size, then for the bytes.
  Optional<CompiledProgram> optimizedProgram() {
    return unlessUnimplemented(
        ApiFunction.EXECUTABLE_OPTIMIZED_PROGRAM,
        () -> {
          var program = Program.allocate(arena);
          var arguments = ExecutableOptimizedProgramArgs.allocate(arena).executable(executable);
          arguments.program(program.segment());
          api.call(ApiFunction.EXECUTABLE_OPTIMIZED_PROGRAM, arguments.segment());
          MemorySegment code = arena.allocate(Math.max(1, program.codeSize()), 8);
          program.code(code);
          api.call(ApiFunction.EXECUTABLE_OPTIMIZED_PROGRAM, arguments.segment());
          return new CompiledProgram(
              Native.text(program.format(), program.formatSize()),
              ByteString.copyFrom(code.asSlice(0, program.codeSize()).asByteBuffer()));
        });
  }

  byte[] serialize() {
    var arguments = ExecutableSerializeArgs.allocate(arena).executable(executable);
    api.call(ApiFunction.EXECUTABLE_SERIALIZE, arguments.segment());
    try {
      return Native.sized(arguments.serializedBytes(), arguments.serializedBytesSize())
          .toArray(ValueLayout.JAVA_BYTE);
    } finally {
      if (arguments.serializedExecutableDeleter().address() != 0) {
        Native.callVoid(arguments.serializedExecutableDeleter(), arguments.serializedExecutable());
      }
    }
  }

  private <T> Optional<T> unlessUnimplemented(ApiFunction function, Supplier<T> question) {
    if (!api.has(function)) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.get());
    } catch (PjrtException problem) {
      if (problem.code() == ErrorCode.UNIMPLEMENTED) {
        return Optional.empty();
      }
      throw problem;
    }
  }
}
