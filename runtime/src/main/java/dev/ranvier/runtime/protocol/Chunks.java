package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.runtime.array.HostArray;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/// An array's bytes cut into chunks for the wire. [ChunkCollector] is the other end.
public final class Chunks {
  /// The most bytes in one chunk.
  public static final int MAX_BYTES = 1 << 20;

  private Chunks() {}

  /// The chunks of an array, in order, made as they are asked for. An array without bytes has none.
  public static Iterator<Chunk> of(HostArray array) {
    ByteBuffer data = array.data();
    int chunks = Math.ceilDiv(data.capacity(), MAX_BYTES);
    return IntStream.range(0, chunks).mapToObj(i -> chunk(data, i * MAX_BYTES)).iterator();
  }

  static int crc32c(ByteString data) {
    CRC32C crc = new CRC32C();
    data.asReadOnlyByteBufferList().forEach(crc::update);
    return (int) crc.getValue();
  }

  private static Chunk chunk(ByteBuffer data, int offset) {
    int length = Math.min(MAX_BYTES, data.capacity() - offset);
    ByteString bytes = ByteString.copyFrom(data.slice(offset, length));
    return Chunk.newBuilder().setOffset(offset).setData(bytes).setCrc32C(crc32c(bytes)).build();
  }
}
