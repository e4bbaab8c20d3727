package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.server.RuntimeServer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// Row 15: an array up and down again, in chunks, and through shared memory up to the 1 GiB for
/// which that is meant.
final class LargeArrays {
  private static final int MEBIBYTE = 1 << 20;

  private LargeArrays() {}

  static Figure measure(Bench bench) throws Exception {
    long chunked = bench.scale().of(64, 3 * 1024);
    long shared = bench.scale().of(64, 1024);
    try (RuntimeServer server = bench.start()) {
      Trip inChunks = inChunks(server, chunked);
      Trip inSegments = throughSegments(server, shared);
      return Figure.of(
          inChunks.equal && inSegments.equal,
          "%,d MiB in chunks: %s; %,d MiB through shared memory: %s",
          chunked,
          inChunks.told(chunked),
          shared,
          inSegments.told(shared));
    }
  }

  /// @param equal whether what came back has the checksum of what went up
  private record Trip(double up, double down, boolean equal) {
    String told(long mebibytes) {
      double megabytes = mebibytes * 1.048576;
      return "checksums %s, %.0f MB/s up, %.0f MB/s down"
          .formatted(equal ? "equal" : "DIFFER", megabytes / up, megabytes / down);
    }
  }

  private static Trip inChunks(RuntimeServer server, long mebibytes) throws Exception {
    ArrayType type = ArrayType.of(DType.U8, mebibytes * MEBIBYTE);
    try (RawCalls calls = new RawCalls(server.address())) {
      Sent sent = send(calls, type);
      long begin = System.nanoTime();
      HostArray back = calls.download(sent.there, type);
      double down = Waiting.since(begin);
      return new Trip(sent.seconds, down, checksum(back) == sent.checksum);
    }
  }

  /// What went up: not the array itself, since nobody needs to have it twice.
  private record Sent(ByteString there, double seconds, long checksum) {}

  private static Sent send(RawCalls calls, ArrayType type) throws Exception {
    HostArray array = filled(type);
    long begin = System.nanoTime();
    ByteString there = calls.upload(array);
    return new Sent(there, Waiting.since(begin), checksum(array));
  }

  private static Trip throughSegments(RuntimeServer server, long mebibytes) {
    HostArray array = filled(ArrayType.of(DType.U8, mebibytes * MEBIBYTE));
    try (RuntimeClient client = Bench.connect(server)) {
      long begin = System.nanoTime();
      try (var there = client.upload(array)) {
        double up = Waiting.since(begin);
        begin = System.nanoTime();
        HostArray back = client.download(there);
        double down = Waiting.since(begin);
        return new Trip(up, down, checksum(back) == checksum(array));
      }
    }
  }

  private static HostArray filled(ArrayType type) {
    MemorySegment data = HostArray.allocateSegment(type);
    SplittableRandom random = new SplittableRandom(15);
    for (long at = 0; at < type.bytes(); at += Long.BYTES) {
      data.set(ValueLayout.JAVA_LONG_UNALIGNED, at, random.nextLong());
    }
    return HostArray.wrap(type, data);
  }

  private static long checksum(HostArray array) {
    CRC32C sum = new CRC32C();
    MemorySegment all = array.segment();
    for (long at = 0; at < all.byteSize(); at += MEBIBYTE) {
      sum.update(all.asSlice(at, Math.min(MEBIBYTE, all.byteSize() - at)).asByteBuffer());
    }
    return sum.getValue();
  }
}
