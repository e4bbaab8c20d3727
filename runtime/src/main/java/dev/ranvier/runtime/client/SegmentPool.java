package dev.ranvier.runtime.client;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.OpenSegmentReply;
import dev.ranvier.proto.runtime.v1.OpenSegmentRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.runtime.protocol.SegmentFile;
import io.grpc.StatusException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Memory that this client shares with a runtime on the same machine, kept from one transfer to the
/// next. Where the runtime is elsewhere, or has no room, there is none, and arrays go in chunks.
final class SegmentPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentPool.class);

  /// Smaller arrays go as fast in a message.
  private static final long LEAST_BYTES = 1 << 18;

  /// Larger ones would hold too much memory, and are bound by the device's copy anyway.
  private static final long MOST_BYTES = 1L << 30;

  private static final long MOST_KEPT_BYTES = 1L << 30;

  private final List<Shared> idle = new ArrayList<>();
  private boolean off;
  private boolean closed;

  /// A segment, mapped here.
  record Shared(ByteString handle, MemorySegment bytes, Arena arena) {
    private void unmap() {
      arena.close();
    }
  }

  /// @param off whether there is to be no shared memory at all
  SegmentPool(boolean off) {
    this.off = off;
  }

  /// A segment for an array, to be used [#with] something.
  Optional<Shared> take(RuntimeBlockingV2Stub stub, long bytes) {
    if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
      return Optional.empty();
    }
    synchronized (this) {
      if (off) {
        return Optional.empty();
      }
      for (Iterator<Shared> each = idle.iterator(); each.hasNext(); ) {
        Shared shared = each.next();
        if (shared.bytes.byteSize() >= bytes) {
          each.remove();
          return Optional.of(shared);
        }
      }
    }
    return open(stub, Long.highestOneBit(2 * bytes - 1));
  }

  /// What is done with a segment.
  @FunctionalInterface
  interface Use<T> {
    T with(Shared shared) throws StatusException, InterruptedException;
  }

  /// Uses a segment and gives it back. After a failure it is not used again: the runtime may still
  /// be reading or writing there.
  <T> T with(Shared shared, Use<T> use) throws StatusException, InterruptedException {
    boolean sound = false;
    try {
      T result = use.with(shared);
      sound = true;
      return result;
    } finally {
      if (!sound || !keep(shared)) {
        // The runtime removes the file with the session.
        shared.unmap();
      }
    }
  }

  private synchronized boolean keep(Shared shared) {
    long kept = idle.stream().mapToLong(each -> each.bytes.byteSize()).sum();
    boolean fits = !closed && kept + shared.bytes.byteSize() <= MOST_KEPT_BYTES;
    return fits && idle.add(shared);
  }

  @Override
  public synchronized void close() {
    closed = true;
    off = true;
    idle.forEach(Shared::unmap);
    idle.clear();
  }

  private Optional<Shared> open(RuntimeBlockingV2Stub stub, long bytes) {
    Arena arena = Arena.ofShared();
    try {
      OpenSegmentReply reply =
          stub.openSegment(OpenSegmentRequest.newBuilder().setBytes(bytes).build());
      MemorySegment memory = SegmentFile.map(Path.of(reply.getPath()), bytes, arena);
      return Optional.of(new Shared(reply.getSegment(), memory, arena));
    } catch (StatusException | IOException problem) {
      arena.close();
      LOG.debug("no memory is shared with the runtime; arrays go in chunks", problem);
      turnOff();
      return Optional.empty();
    }
  }

  private synchronized void turnOff() {
    off = true;
  }
}
