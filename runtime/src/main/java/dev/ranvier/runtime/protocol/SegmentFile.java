package dev.ranvier.runtime.protocol;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A segment's file as memory: what one process writes there, the others see.
public final class SegmentFile {
  private SegmentFile() {}

  /// The first bytes of a file, for as long as the arena is open.
  ///
  /// @throws IOException if it cannot be opened, or has not so many
  public static MemorySegment map(Path file, long bytes, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // What is mapped beyond a file's end does not exist, and who touches it dies.
      if (channel.size() < bytes) {
        throw new IOException(
            "segment %s: expected at least %d bytes, got %d"
                .formatted(file, bytes, channel.size()));
      }
      return channel.map(MapMode.READ_WRITE, 0, bytes, arena);
    }
  }
}
