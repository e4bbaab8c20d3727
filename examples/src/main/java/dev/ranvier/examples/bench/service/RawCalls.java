package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.DownloadReply;
import dev.ranvier.proto.runtime.v1.DownloadRequest;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.HelloRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.protocol.ChunkCollector;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.protocol.Versions;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;

/// A client of the protocol itself: checks nothing, repeats nothing, shares no memory.
final class RawCalls implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final ManagedChannel channel;
  private final RuntimeBlockingV2Stub inSession;

  /// @param address `host:port`
  RawCalls(String address) throws StatusException {
    channel =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .maxInboundMessageSize(2 * Chunks.MAX_BYTES)
            .build();
    HelloRequest hello = HelloRequest.newBuilder().setVersions(Versions.SUPPORTED.toWire()).build();
    RuntimeBlockingV2Stub stub = RuntimeGrpc.newBlockingV2Stub(channel);
    inSession =
        SessionHeader.in(
            new Handle(stub.withDeadlineAfter(LONGEST).hello(hello).getSession()), stub);
  }

  ManagedChannel channel() {
    return channel;
  }

  /// Calls in this client's session.
  RuntimeBlockingV2Stub calls() {
    return inSession.withDeadlineAfter(LONGEST);
  }

  CompileReply compile(String name, String text) throws StatusException, InterruptedException {
    return ModuleSender.send(calls().compile(), name, ByteString.copyFromUtf8(text));
  }

  /// Puts an array there in chunks.
  ByteString upload(HostArray array) throws StatusException, InterruptedException {
    var call = calls().upload();
    UploadHeader header = UploadHeader.newBuilder().setType(WireTypes.toWire(array.type())).build();
    boolean open = call.write(UploadRequest.newBuilder().setHeader(header).build());
    for (var chunks = Chunks.of(array); open && chunks.hasNext(); ) {
      open = call.write(UploadRequest.newBuilder().setChunk(chunks.next()).build());
    }
    call.halfClose();
    return ModuleSender.onlyReply(call).getArray();
  }

  /// Reads an array back in chunks.
  HostArray download(ByteString array, ArrayType type)
      throws StatusException, InterruptedException {
    var call = calls().download(DownloadRequest.newBuilder().setArray(array).build());
    var data = HostArray.allocateSegment(type);
    ChunkCollector collector = new ChunkCollector(type, data);
    for (DownloadReply reply = call.read(); reply != null; reply = call.read()) {
      if (reply.hasChunk()) {
        collector.add(reply.getChunk());
      } else if (reply.getHeader().hasChunk()) {
        collector.add(reply.getHeader().getChunk());
      }
    }
    collector.finish();
    return HostArray.wrap(type, data);
  }

  /// The last reply.
  ExecuteReply execute(ExecuteRequest request) throws StatusException, InterruptedException {
    var call = calls().execute(request);
    ExecuteReply last = ExecuteReply.getDefaultInstance();
    for (ExecuteReply reply = call.read(); reply != null; reply = call.read()) {
      last = reply;
    }
    return last;
  }

  static ExecuteRequest request(ByteString program, ByteString... arguments) {
    return ExecuteRequest.newBuilder()
        .setExecutable(program)
        .addAllArguments(java.util.List.of(arguments))
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
