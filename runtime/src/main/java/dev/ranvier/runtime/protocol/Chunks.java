package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.runtime.array.HostArray;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;

/// An array's bytes cut into chunks for the wire. [ChunkCollector] is the other end.
public final class Chunks {
  /// The most bytes in one chunk.
  public static final int MAX_BYTES = 1 << 20;

  /// Arrays of up to this many bytes travel with their header, in one message.
  public static final int AT_ONCE_BYTES = 1 << 16;

  private Chunks() {}

  /// The one chunk of an array that is small enough to travel with its header.
  public static Optional<Chunk> atOnce(HostArray array) {
    return array.type().bytes() <= AT_ONCE_BYTES
        ? Optional.of(chunk(array.segment(), 0))
        : Optional.empty();
  }

  /// The chunks of an array, in order, made as they are asked for. An array without bytes has none.
  public static Iterator<Chunk> of(HostArray array) {
    MemorySegment data = array.segment();
    long chunks = Math.ceilDiv(data.byteSize(), (long) MAX_BYTES);
    return LongStream.range(0, chunks).mapToObj(i -> chunk(data, i * MAX_BYTES)).iterator();
  }

  static int crc32c(ByteString data) {
    CRC32C crc = new CRC32C();
    data.asReadOnlyByteBufferList().forEach(crc::update);
    return (int) crc.getValue();
  }

  private static Chunk chunk(MemorySegment data, long offset) {
    long length = Math.min(MAX_BYTES, data.byteSize() - offset);
    ByteString bytes = ByteString.copyFrom(data.asSlice(offset, length).asByteBuffer());
    return Chunk.newBuilder().setOffset(offset).setData(bytes).setCrc32C(crc32c(bytes)).build();
  }
}
