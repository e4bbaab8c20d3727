package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.protocol.ChunkCollector;
import dev.ranvier.runtime.protocol.CollectingCall;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One Upload call: collects the bytes in memory that the plugin can read, then has it copy them to
/// the device.
final class UploadCall extends CollectingCall<UploadRequest, UploadReply> {
  private final Client client;
  private final Supplier<Holdings> session;
  private @Nullable Incoming incoming;

  /// The array that is coming in.
  private record Incoming(ArrayType type, int device, ByteBuffer data, ChunkCollector chunks) {}

  UploadCall(StreamObserver<UploadReply> replies, Client client, Supplier<Holdings> session) {
    super(replies);
    this.client = client;
    this.session = session;
  }

  @Override
  protected void collect(UploadRequest part) {
    switch (part.getPartCase()) {
      case HEADER -> begin(part.getHeader());
      case CHUNK -> incoming().chunks().add(part.getChunk());
      case PART_NOT_SET -> throw Failures.request("upload: expected a header or a chunk");
    }
  }

  @Override
  protected void complete(StreamObserver<UploadReply> replies) {
    Incoming array = incoming();
    array.chunks().finish();
    Buffer buffer = upload(array);
    replies.onNext(UploadReply.newBuilder().setArray(session.get().add(buffer).bits()).build());
    replies.onCompleted();
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
    // Direct: the plugin reads it where it is.
    ByteBuffer data = ByteBuffer.allocateDirect(HostArray.requireBytes(type));
    incoming = new Incoming(type, device, data, new ChunkCollector(type, data));
  }

  private Incoming incoming() {
    if (incoming == null) {
      throw Failures.request("upload: expected a header first");
    }
    return incoming;
  }

  private Buffer upload(Incoming array) {
    try {
      return client.upload(
          LoadedDevices.shapeOf(array.type()), array.data(), client.devices().get(array.device()));
    } catch (PjrtException problem) {
      throw PluginFailures.running("upload of " + array.type(), problem);
    }
  }
}
