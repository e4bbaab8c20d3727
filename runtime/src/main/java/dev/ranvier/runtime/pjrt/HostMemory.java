package dev.ranvier.runtime.pjrt;

import java.lang.foreign.MemorySegment;

/// Memory of this process that a plugin reads and writes where it is: zeros, which take no memory
/// before they are written to, so that whoever announces a large array and never sends it costs
/// nothing.
public final class HostMemory implements AutoCloseable {
  private final MemorySegment start;
  private final MemorySegment bytes;

  private HostMemory(MemorySegment start, long size) {
    this.start = start;
    this.bytes = Native.sized(start, size);
  }

  /// @throws OutOfMemoryError if there is not so much
  public static HostMemory allocate(long size) {
    MemorySegment start = Native.calloc(size);
    if (start.address() == 0) {
      throw new OutOfMemoryError("no %d bytes of memory".formatted(size));
    }
    return new HostMemory(start, size);
  }

  /// All of it. Not to be touched once this is closed.
  public MemorySegment bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Native.free(start);
  }
}
