package dev.ranvier.runtime.client;

import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.proto.runtime.v1.DownloadReply;
import dev.ranvier.proto.runtime.v1.DownloadRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.protocol.ChunkCollector;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Optional;

/// Arrays up and down: small ones in one message, large ones through shared memory where there is
/// some, and in chunks otherwise.
record Transfers(RuntimeBlockingV2Stub stub, SegmentPool pool) {
  Handle upload(HostArray array) throws StatusException, InterruptedException {
    UploadHeader.Builder header = UploadHeader.newBuilder().setType(WireTypes.toWire(array.type()));
    Optional<Chunk> only = Chunks.atOnce(array);
    if (only.isPresent()) {
      return send(header.setChunk(only.get()).build());
    }
    Optional<SegmentPool.Shared> shared = pool.take(stub, array.type().bytes());
    if (shared.isEmpty()) {
      return sendInChunks(header.build(), array);
    }
    return pool.with(shared.get(), memory -> sendShared(header, array, memory));
  }

  HostArray download(RemoteBuffer buffer) throws StatusException, InterruptedException {
    DownloadRequest.Builder request = DownloadRequest.newBuilder().setArray(buffer.handle().bits());
    Optional<SegmentPool.Shared> shared = pool.take(stub, buffer.type().bytes());
    if (shared.isEmpty()) {
      return receive(request.build(), buffer.type());
    }
    return pool.with(shared.get(), memory -> receiveShared(request, buffer.type(), memory));
  }

  private Handle sendShared(UploadHeader.Builder header, HostArray array, SegmentPool.Shared memory)
      throws StatusException, InterruptedException {
    MemorySegment.copy(array.segment(), 0, memory.bytes(), 0, array.type().bytes());
    return send(header.setSegment(memory.handle()).build());
  }

  private HostArray receiveShared(
      DownloadRequest.Builder request, ArrayType type, SegmentPool.Shared memory)
      throws StatusException, InterruptedException {
    BlockingClientCall<?, DownloadReply> call =
        stub.download(request.setSegment(memory.handle()).build());
    requireType(ModuleSender.onlyReply(call), type);
    requireEnd(call);
    MemorySegment data = HostArray.allocateSegment(type);
    MemorySegment.copy(memory.bytes(), 0, data, 0, data.byteSize());
    return HostArray.wrap(type, data);
  }

  private Handle send(UploadHeader header) throws StatusException, InterruptedException {
    BlockingClientCall<UploadRequest, UploadReply> call = stub.upload();
    var _ = call.write(UploadRequest.newBuilder().setHeader(header).build());
    call.halfClose();
    return new Handle(ModuleSender.onlyReply(call).getArray());
  }

  private Handle sendInChunks(UploadHeader header, HostArray array)
      throws StatusException, InterruptedException {
    BlockingClientCall<UploadRequest, UploadReply> call = stub.upload();
    boolean open = call.write(UploadRequest.newBuilder().setHeader(header).build());
    for (Iterator<Chunk> chunks = Chunks.of(array); open && chunks.hasNext(); ) {
      open = call.write(UploadRequest.newBuilder().setChunk(chunks.next()).build());
    }
    call.halfClose();
    return new Handle(ModuleSender.onlyReply(call).getArray());
  }

  private HostArray receive(DownloadRequest request, ArrayType type)
      throws StatusException, InterruptedException {
    BlockingClientCall<?, DownloadReply> call = stub.download(request);
    DownloadReply first = ModuleSender.onlyReply(call);
    requireType(first, type);
    MemorySegment data = HostArray.allocateSegment(type);
    ChunkCollector chunks = new ChunkCollector(type, data);
    if (first.getHeader().hasChunk()) {
      chunks.add(first.getHeader().getChunk());
    }
    for (DownloadReply reply = call.read(); reply != null; reply = call.read()) {
      chunks.add(reply.getChunk());
    }
    chunks.finish();
    return HostArray.wrap(type, data);
  }

  private static void requireType(DownloadReply first, ArrayType expected) {
    ArrayType type = WireTypes.fromWire(first.getHeader().getType());
    if (!type.equals(expected)) {
      throw Failures.request("expected %s, got %s".formatted(expected, type));
    }
  }

  private static void requireEnd(BlockingClientCall<?, DownloadReply> call)
      throws StatusException, InterruptedException {
    if (call.read() != null) {
      throw Failures.request("expected no chunks beside a segment, got some");
    }
  }
}
