package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.BufferDecreaseExternalReferenceCountArgs;
import dev.ranvier.runtime.pjrt.capi.BufferGetMemoryLayoutArgs;
import dev.ranvier.runtime.pjrt.capi.BufferIncreaseExternalReferenceCountArgs;
import dev.ranvier.runtime.pjrt.capi.BufferIsOnCpuArgs;
import dev.ranvier.runtime.pjrt.capi.BufferMemoryLayout;
import dev.ranvier.runtime.pjrt.capi.BufferMemoryLayoutType;
import dev.ranvier.runtime.pjrt.capi.BufferOpaqueDeviceMemoryDataPointerArgs;
import dev.ranvier.runtime.pjrt.capi.BufferReadyEventArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads buffers that lie in this machine's memory, row by row, where they lie. A plugin's own copy
/// to the host is made by a thread of its own, and for a few bytes waiting for that is most of what
/// a call costs.
final class HostResident {
  private HostResident() {}

  /// Copies the value if it lies so.
  ///
  /// @param buffer that nobody destroys meanwhile
  /// @return false if it does not, and nothing was done
  static boolean read(LoadedApi api, MemorySegment buffer, Shape shape, MemorySegment target) {
    if (shape.bytes() == 0 || !isOffered(api)) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      if (!isOnCpu(api, arena, buffer) || !isRowMajor(api, arena, buffer, shape.dims().size())) {
        return false;
      }
      var ready = BufferReadyEventArgs.allocate(arena).buffer(buffer);
      api.call(ApiFunction.BUFFER_READY_EVENT, ready.segment());
      api.await("PJRT_Buffer_ReadyEvent", ready.event());
      copy(api, arena, buffer, target);
      return true;
    }
  }

  private static boolean isOffered(LoadedApi api) {
    return api.has(ApiFunction.BUFFER_IS_ON_CPU)
        && api.has(ApiFunction.BUFFER_READY_EVENT)
        && api.has(ApiFunction.BUFFER_GET_MEMORY_LAYOUT)
        && api.has(ApiFunction.BUFFER_INCREASE_EXTERNAL_REFERENCE_COUNT)
        && api.has(ApiFunction.BUFFER_DECREASE_EXTERNAL_REFERENCE_COUNT)
        && api.has(ApiFunction.BUFFER_OPAQUE_DEVICE_MEMORY_DATA_POINTER);
  }

  private static boolean isOnCpu(LoadedApi api, Arena arena, MemorySegment buffer) {
    var asked = BufferIsOnCpuArgs.allocate(arena).buffer(buffer);
    api.call(ApiFunction.BUFFER_IS_ON_CPU, asked.segment());
    return asked.isOnCpu();
  }

  /// Vectors have one layout only.
  private static boolean isRowMajor(LoadedApi api, Arena arena, MemorySegment buffer, int rank) {
    if (rank < 2) {
      return true;
    }
    var asked = BufferGetMemoryLayoutArgs.allocate(arena).buffer(buffer);
    api.call(ApiFunction.BUFFER_GET_MEMORY_LAYOUT, asked.segment());
    BufferMemoryLayout layout = asked.layout();
    if (layout.type() != BufferMemoryLayoutType.TILED.code()
        || layout.tiled().numTiles() != 0
        || layout.tiled().minorToMajorSize() != rank) {
      return false;
    }
    MemorySegment order =
        Native.sized(layout.tiled().minorToMajor(), rank * ValueLayout.JAVA_LONG.byteSize());
    for (int i = 0; i < rank; i++) {
      if (order.getAtIndex(ValueLayout.JAVA_LONG, i) != rank - 1L - i) {
        return false;
      }
    }
    return true;
  }

  private static void copy(LoadedApi api, Arena arena, MemorySegment buffer, MemorySegment target) {
    var held = BufferIncreaseExternalReferenceCountArgs.allocate(arena).buffer(buffer);
    api.call(ApiFunction.BUFFER_INCREASE_EXTERNAL_REFERENCE_COUNT, held.segment());
    try {
      var asked = BufferOpaqueDeviceMemoryDataPointerArgs.allocate(arena).buffer(buffer);
      api.call(ApiFunction.BUFFER_OPAQUE_DEVICE_MEMORY_DATA_POINTER, asked.segment());
      target.copyFrom(Native.sized(asked.deviceMemoryPtr(), target.byteSize()));
    } finally {
      var released = BufferDecreaseExternalReferenceCountArgs.allocate(arena).buffer(buffer);
      api.call(ApiFunction.BUFFER_DECREASE_EXTERNAL_REFERENCE_COUNT, released.segment());
    }
  }
}
