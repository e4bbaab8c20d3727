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
import java.nio.ByteBuffer;
import java.util.Iterator;

/// Arrays up and down, in chunks.
final class Transfers {
  private Transfers() {}

  static Handle upload(BlockingClientCall<UploadRequest, UploadReply> call, HostArray array)
      throws StatusException, InterruptedException {
    UploadHeader header = UploadHeader.newBuilder().setType(WireTypes.toWire(array.type())).build();
    boolean open = call.write(UploadRequest.newBuilder().setHeader(header).build());
    for (Iterator<Chunk> chunks = Chunks.of(array); open && chunks.hasNext(); ) {
      open = call.write(UploadRequest.newBuilder().setChunk(chunks.next()).build());
    }
    call.halfClose();
    return new Handle(ModuleSender.onlyReply(call).getArray());
  }

  static HostArray download(RuntimeBlockingV2Stub stub, RemoteBuffer buffer)
      throws StatusException, InterruptedException {
    DownloadRequest request = DownloadRequest.newBuilder().setArray(buffer.handle().bits()).build();
    BlockingClientCall<?, DownloadReply> call = stub.download(request);
    DownloadReply first = ModuleSender.onlyReply(call);
    ArrayType type = WireTypes.fromWire(first.getHeader().getType());
    if (!type.equals(buffer.type())) {
      throw Failures.request("expected %s, got %s".formatted(buffer.type(), type));
    }
    ByteBuffer data = HostArray.allocate(type);
    ChunkCollector chunks = new ChunkCollector(type, data);
    for (DownloadReply reply = call.read(); reply != null; reply = call.read()) {
      chunks.add(reply.getChunk());
    }
    chunks.finish();
    return HostArray.wrap(type, data);
  }
}
