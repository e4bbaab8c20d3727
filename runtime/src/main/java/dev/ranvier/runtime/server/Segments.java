package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.proto.runtime.v1.OpenSegmentReply;
import dev.ranvier.proto.runtime.v1.OpenSegmentRequest;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The segments of one session.
final class Segments implements AutoCloseable {
  private final SegmentStore store;
  private final Account account;
  private final Map<Handle, Segment> open = new ConcurrentHashMap<>();
  private boolean closed;

  private record Segment(Path file, long bytes) {}

  Segments(SegmentStore store, Account account) {
    this.store = store;
    this.account = account;
  }

  /// @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION if the caller is on another
  ///   machine, RESOURCE_EXHAUSTED if there is no room
  OpenSegmentReply open(OpenSegmentRequest request) {
    if (!Connections.isLocal()) {
      throw Failures.of(Kind.KIND_PLUGIN, "segment: the caller is on another machine; send chunks");
    }
    long bytes = request.getBytes();
    if (bytes < 1) {
      throw Failures.request(
          "segment: expected 1 byte or more, got " + Long.toUnsignedString(bytes));
    }
    account.takeSegment(bytes);
    Handle handle = Handle.random();
    Path file = create(handle, bytes);
    keep(handle, new Segment(file, bytes));
    return OpenSegmentReply.newBuilder().setSegment(handle.bits()).setPath(file.toString()).build();
  }

  /// A segment's file, in the words in which a worker is told of it.
  ///
  /// @throws io.grpc.StatusRuntimeException NOT_FOUND if there is none such, INVALID_ARGUMENT if it
  ///   is smaller
  ByteString file(ByteString handle, long bytes) {
    Segment segment = open.get(new Handle(handle));
    if (segment == null) {
      throw Failures.handle(
          "segment %s: no such handle in this session".formatted(new Handle(handle)));
    }
    if (segment.bytes < bytes) {
      throw Failures.request(
          "segment %s: expected %d bytes or more, it has %d"
              .formatted(new Handle(handle), bytes, segment.bytes));
    }
    return ByteString.copyFromUtf8(segment.file.toString());
  }

  /// Whether there was such a segment to free.
  boolean free(Handle handle) {
    Segment segment = open.remove(handle);
    if (segment == null) {
      return false;
    }
    SegmentStore.delete(segment.file);
    account.giveSegment(segment.bytes);
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.keySet().forEach(this::free);
  }

  private synchronized void keep(Handle handle, Segment segment) {
    open.put(handle, segment);
    if (closed) {
      var _ = free(handle);
      throw Failures.handle("session: closed; say Hello again");
    }
  }

  private Path create(Handle handle, long bytes) {
    try {
      return store.create(handle, bytes);
    } catch (IOException problem) {
      account.giveSegment(bytes);
      throw Failures.of(
          Kind.KIND_LIMIT, "segment: %s; send chunks".formatted(problem.getMessage()), problem);
    }
  }
}
