package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.runtime.array.ArrayType;
import java.nio.ByteBuffer;

/// Puts an array's chunks together, and trusts none of them: each must follow the one before, be no
/// larger than agreed and match its checksum.
public final class ChunkCollector {
  private final ArrayType type;
  private final ByteBuffer data;
  private int received;

  /// @param data where the bytes go: as many as the type has
  public ChunkCollector(ArrayType type, ByteBuffer data) {
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
        bytes.size() <= data.capacity() - received,
        "expected %d bytes, got more than %d",
        data.capacity(),
        received);
    check(
        chunk.getCrc32C() == Chunks.crc32c(bytes),
        "the chunk at byte %d of %d is damaged (CRC-32C); send the array again",
        received,
        data.capacity());
    ByteBuffer target = data.slice(received, bytes.size());
    bytes.copyTo(target);
    received += bytes.size();
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if bytes are missing
  public void finish() {
    check(received == data.capacity(), "expected %d bytes, got %d", data.capacity(), received);
  }

  private void check(boolean holds, String line, long first, long second) {
    if (!holds) {
      throw Failures.request("array " + type + ": " + line.formatted(first, second));
    }
  }
}
