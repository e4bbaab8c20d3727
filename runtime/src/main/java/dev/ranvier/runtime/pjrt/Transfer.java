package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.BufferMemoryLayout;
import dev.ranvier.runtime.pjrt.capi.BufferMemoryLayoutTiled;
import dev.ranvier.runtime.pjrt.capi.BufferMemoryLayoutType;
import dev.ranvier.runtime.pjrt.capi.BufferToHostBufferArgs;
import dev.ranvier.runtime.pjrt.capi.ClientBufferFromHostBufferArgs;
import dev.ranvier.runtime.pjrt.capi.HostBufferSemantics;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Copies between host memory, dense and row by row, and device buffers, whatever layout those
/// have.
final class Transfer {
  private Transfer() {}

  static Buffer upload(
      LoadedApi api, Client client, Shape shape, MemorySegment data, Device device) {
    if (data.byteSize() != shape.bytes()) {
      throw new IllegalArgumentException(
          "upload of %s: expected %d bytes, got %d"
              .formatted(shape, shape.bytes(), data.byteSize()));
    }
    MemorySegment pointer = client.handle().acquire();
    try (Arena arena = Arena.ofConfined()) {
      var arguments = ClientBufferFromHostBufferArgs.allocate(arena).client(pointer);
      arguments.data(nativeCopy(arena, data)).type(shape.type().code());
      arguments.dims(Native.longs(arena, shape.dims())).numDims(shape.dims().size());
      arguments.hostBufferSemantics(HostBufferSemantics.IMMUTABLE_ONLY_DURING_CALL.code());
      arguments.device(device.pointer());
      api.call(ApiFunction.CLIENT_BUFFER_FROM_HOST_BUFFER, arguments.segment());
      MemorySegment copied = arguments.doneWithHostBuffer();
      var buffer = new Buffer(api, client, arguments.buffer(), shape);
      try {
        api.await("PJRT_Client_BufferFromHostBuffer", copied);
      } catch (PjrtException problem) {
        buffer.close();
        throw problem;
      }
      return buffer;
    } finally {
      client.handle().release();
    }
  }

  private static MemorySegment nativeCopy(Arena arena, MemorySegment data) {
    if (data.isNative() && data.byteSize() > 0) {
      return data;
    }
    return arena.allocate(Math.max(1, data.byteSize()), 64).copyFrom(data);
  }

  /// Waits until the buffer has its value, and copies that to `target`, which has the shape's
  /// bytes.
  static void download(LoadedApi api, Handle buffer, Shape shape, MemorySegment target) {
    if (target.byteSize() != shape.bytes()) {
      throw new IllegalArgumentException(
          "download of %s: expected room for %d bytes, got %d"
              .formatted(shape, shape.bytes(), target.byteSize()));
    }
    MemorySegment pointer = buffer.acquire();
    try (Arena arena = Arena.ofConfined()) {
      if (HostResident.read(api, pointer, shape, target)) {
        return;
      }
      boolean direct = target.isNative() && target.byteSize() > 0;
      MemorySegment memory = direct ? target : arena.allocate(Math.max(1, target.byteSize()), 64);
      var arguments = BufferToHostBufferArgs.allocate(arena).src(pointer);
      arguments.hostLayout(rowMajor(arena, shape.dims().size()).segment());
      arguments.dst(memory).dstSize(shape.bytes());
      api.call(ApiFunction.BUFFER_TO_HOST_BUFFER, arguments.segment());
      api.await("PJRT_Buffer_ToHostBuffer", arguments.event());
      if (!direct) {
        target.copyFrom(memory.asSlice(0, target.byteSize()));
      }
    } finally {
      buffer.release();
    }
  }

  /// The layout in which the last dimension is the innermost.
  private static BufferMemoryLayout rowMajor(Arena arena, int rank) {
    List<Long> minorToMajor = new ArrayList<>();
    for (long dimension = rank - 1L; dimension >= 0; dimension--) {
      minorToMajor.add(dimension);
    }
    var layout = BufferMemoryLayout.allocate(arena).type(BufferMemoryLayoutType.TILED.code());
    layout
        .tiled()
        .structSize(BufferMemoryLayoutTiled.USED)
        .minorToMajor(Native.longs(arena, minorToMajor))
        .minorToMajorSize(rank);
    return layout;
  }
}
