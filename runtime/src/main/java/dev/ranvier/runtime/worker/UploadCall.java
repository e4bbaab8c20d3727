package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.CollectingCall;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.SegmentFile;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One Upload call: collects the bytes in memory that the plugin can read, or finds them in a
/// segment, then has it copy them to the device.
final class UploadCall extends CollectingCall<UploadRequest, UploadReply> {
  private final Client client;
  private final Supplier<Holdings> session;
  private final Executor transfers;
  private @Nullable Incoming incoming;
  private boolean handedOn;

  /// The array that is coming in.
  private record Incoming(ArrayType type, int device, Source source) {
    void close() {
      if (source instanceof InChunks(var chunks)) {
        chunks.close();
      }
    }
  }

  /// Where its bytes come from.
  private sealed interface Source {}

  private record InChunks(IncomingChunks chunks) implements Source {}

  private record InFile(Path file) implements Source {}

  UploadCall(
      StreamObserver<UploadReply> replies,
      Client client,
      Supplier<Holdings> session,
      Executor transfers) {
    super(replies);
    this.client = client;
    this.session = session;
    this.transfers = transfers;
  }

  @Override
  protected void collect(UploadRequest part) {
    switch (part.getPartCase()) {
      case HEADER -> begin(part.getHeader());
      case CHUNK -> add(part.getChunk());
      case PART_NOT_SET -> throw Failures.request("upload: expected a header or a chunk");
    }
  }

  @Override
  protected void complete(StreamObserver<UploadReply> replies) {
    Incoming array = incoming;
    if (array == null) {
      throw Failures.request("upload: expected a header first");
    }
    Holdings holdings = session.get();
    if (array.type.bytes() <= Chunks.AT_ONCE_BYTES) {
      Answers.one(replies, () -> uploaded(array, holdings));
      return;
    }
    handedOn = true;
    transfers.execute(
        () -> {
          Answers.one(replies, () -> uploaded(array, holdings));
          array.close();
        });
  }

  @Override
  protected void release() {
    if (incoming != null && !handedOn) {
      incoming.close();
    }
  }

  private UploadReply uploaded(Incoming array, Holdings holdings) throws IOException {
    return UploadReply.newBuilder().setArray(holdings.add(upload(array)).bits()).build();
  }

  private void begin(UploadHeader header) {
    if (incoming != null) {
      throw Failures.request("upload: expected a chunk, got a second header");
    }
    ArrayType type = WireTypes.fromWire(header.getType());
    int device = header.getDeviceIndex();
    if (device < 0 || device >= client.devices().size()) {
      throw Failures.request(
          "upload: expected a device index below %d, got %s"
              .formatted(client.devices().size(), Integer.toUnsignedString(device)));
    }
    incoming = new Incoming(type, device, source(header, type));
    if (header.hasChunk()) {
      add(header.getChunk());
    }
  }

  private static Source source(UploadHeader header, ArrayType type) {
    if (header.hasSegment()) {
      return new InFile(Path.of(header.getSegment().toStringUtf8()));
    }
    return new InChunks(new IncomingChunks(type));
  }

  private void add(Chunk chunk) {
    if (incoming == null) {
      throw Failures.request("upload: expected a header first");
    }
    if (!(incoming.source instanceof InChunks(var chunks))) {
      throw Failures.request("upload: expected nothing more, got a chunk beside a segment");
    }
    chunks.add(chunk);
  }

  private Buffer upload(Incoming array) throws IOException {
    return switch (array.source) {
      case InChunks(var chunks) -> upload(array, chunks.finish());
      case InFile(Path file) -> {
        try (Arena arena = Arena.ofConfined()) {
          yield upload(array, SegmentFile.map(file, array.type.bytes(), arena));
        }
      }
    };
  }

  private Buffer upload(Incoming array, MemorySegment bytes) {
    try {
      return client.upload(
          LoadedDevices.shapeOf(array.type), bytes, client.devices().get(array.device));
    } catch (PjrtException problem) {
      throw PluginFailures.running("upload of " + array.type, problem);
    }
  }
}
