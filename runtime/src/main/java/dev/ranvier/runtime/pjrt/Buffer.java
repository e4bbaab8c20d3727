package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.BufferDestroyArgs;
import dev.ranvier.runtime.pjrt.capi.BufferIsDeletedArgs;
import dev.ranvier.runtime.pjrt.capi.BufferOnDeviceSizeInBytesArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An array in a device's memory. Its value never changes; a program to which it was donated
/// consumes it.
public final class Buffer implements AutoCloseable {
  private final LoadedApi api;
  private final Client client;
  private final Shape shape;
  private final Handle handle;

  Buffer(LoadedApi api, Client client, MemorySegment buffer, Shape shape) {
    this.api = api;
    this.client = client;
    this.shape = shape;
    client.bufferCount().incrementAndGet();
    this.handle = new Handle(() -> "buffer " + shape, buffer, client.handle(), this::destroy);
  }

  public Shape shape() {
    return shape;
  }

  /// Bytes that it takes on the device, padding included.
  public long deviceBytes() {
    MemorySegment pointer = handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      var arguments = BufferOnDeviceSizeInBytesArgs.allocate(arena).buffer(pointer);
      api.call(ApiFunction.BUFFER_ON_DEVICE_SIZE_IN_BYTES, arguments.segment());
      return arguments.onDeviceSizeInBytes();
    } finally {
      handle.release();
    }
  }

  /// True once a program to which the buffer was donated has consumed it, and after closing.
  public boolean isConsumed() {
    if (handle.isClosed()) {
      return true;
    }
    MemorySegment pointer = handle.acquire();
    try (Arena arena = Arena.ofConfined()) {
      var arguments = BufferIsDeletedArgs.allocate(arena).buffer(pointer);
      api.call(ApiFunction.BUFFER_IS_DELETED, arguments.segment());
      return arguments.isDeleted();
    } finally {
      handle.release();
    }
  }

  /// Copies the value, row by row in the machine's byte order, to memory of exactly the shape's
  /// size.
  ///
  /// @throws PjrtException if the buffer was consumed, or the program that was to fill it failed
  public void download(MemorySegment target) {
    Transfer.download(api, handle, shape, target);
  }

  /// The value, row by row in the machine's byte order; for values under 2 GiB.
  public ByteBuffer download() {
    var target = ByteBuffer.allocate(Math.toIntExact(shape.bytes())).order(ByteOrder.nativeOrder());
    download(MemorySegment.ofBuffer(target));
    return target;
  }

  Client client() {
    return client;
  }

  Handle handle() {
    return handle;
  }

  private void destroy(MemorySegment buffer) {
    client.bufferCount().decrementAndGet();
    try (Arena arena = Arena.ofConfined()) {
      api.call(
          ApiFunction.BUFFER_DESTROY, BufferDestroyArgs.allocate(arena).buffer(buffer).segment());
    }
  }

  /// Frees the device memory, once no running program uses it.
  @Override
  public void close() {
    handle.close();
  }

  @Override
  public String toString() {
    return "buffer " + shape;
  }
}
