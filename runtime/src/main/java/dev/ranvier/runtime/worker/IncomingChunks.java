package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.pjrt.HostMemory;
import dev.ranvier.runtime.protocol.ChunkCollector;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// An array's bytes as they come in. Takes memory when the first of them does: whoever announces
/// arrays and sends nothing costs nothing. (Zeros that nobody has touched are no way out: on large
/// pages, two megabytes come with the first byte of each.)
final class IncomingChunks implements AutoCloseable {
  private final ArrayType type;
  private @Nullable HostMemory memory;
  private @Nullable ChunkCollector collector;

  IncomingChunks(ArrayType type) {
    this.type = type;
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if it is not the next chunk
  void add(Chunk chunk) {
    collector().add(chunk);
  }

  /// All bytes, until this is closed.
  ///
  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if some are missing
  MemorySegment finish() {
    collector().finish();
    return memory().bytes();
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
    }
  }

  private HostMemory memory() {
    HostMemory known = memory;
    if (known == null) {
      known = HostMemory.allocate(type.bytes());
      memory = known;
    }
    return known;
  }

  private ChunkCollector collector() {
    ChunkCollector known = collector;
    if (known == null) {
      known = new ChunkCollector(type, memory().bytes());
      collector = known;
    }
    return known;
  }
}
