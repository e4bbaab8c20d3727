package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.runtime.array.ArrayType;
import java.lang.foreign.MemorySegment;

/// Puts an array's chunks together, and trusts none of them: each must follow the one before, be no
/// larger than agreed and match its checksum.
public final class ChunkCollector {
  private final ArrayType type;
  private final MemorySegment data;
  private long received;

  /// @param data where the bytes go: as many as the type has
  public ChunkCollector(ArrayType type, MemorySegment data) {
    this.type = type;
    this.data = data;
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if the chunk is not the next one, or
  ///   is damaged
  public void add(Chunk chunk) {
    ByteString bytes = chunk.getData();
    check(
        chunk.getOffset() == received,
        "expected the chunk at byte %d, got %d",
        received,
        chunk.getOffset());
    check(
        bytes.size() <= Chunks.MAX_BYTES,
        "expected chunks of at most %d bytes, got %d",
        Chunks.MAX_BYTES,
        bytes.size());
    check(
        bytes.size() <= data.byteSize() - received,
        "expected %d bytes, got more than %d",
        data.byteSize(),
        received);
    check(
        chunk.getCrc32C() == Chunks.crc32c(bytes),
        "the chunk at byte %d of %d is damaged (CRC-32C); send the array again",
        received,
        data.byteSize());
    bytes.copyTo(data.asSlice(received, bytes.size()).asByteBuffer());
    received += bytes.size();
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if bytes are missing
  public void finish() {
    check(received == data.byteSize(), "expected %d bytes, got %d", data.byteSize(), received);
  }

  private void check(boolean holds, String line, long first, long second) {
    if (!holds) {
      throw Failures.request("array " + type + ": " + line.formatted(first, second));
    }
  }
}
