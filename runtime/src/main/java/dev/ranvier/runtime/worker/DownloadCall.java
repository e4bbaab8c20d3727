package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.proto.runtime.v1.DownloadHeader;
import dev.ranvier.proto.runtime.v1.DownloadReply;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.PacedReplies;
import dev.ranvier.runtime.protocol.WireTypes;
import java.nio.ByteBuffer;
import java.util.Iterator;

/// One Download call: copies the array from the device, then sends it in chunks.
final class DownloadCall {
  private DownloadCall() {}

  static void serve(Buffer array, PacedReplies<DownloadReply> replies) throws InterruptedException {
    ArrayType type = LoadedDevices.typeOf(array.shape());
    var _ = HostArray.requireBytes(type);
    send(HostArray.wrap(type, download(array, type)), replies);
  }

  private static ByteBuffer download(Buffer array, ArrayType type) {
    try {
      return array.download();
    } catch (PjrtException problem) {
      throw PluginFailures.running("download of " + type, problem);
    }
  }

  private static void send(HostArray array, PacedReplies<DownloadReply> replies)
      throws InterruptedException {
    DownloadHeader header =
        DownloadHeader.newBuilder().setType(WireTypes.toWire(array.type())).build();
    replies.send(DownloadReply.newBuilder().setHeader(header).build());
    for (Iterator<Chunk> chunks = Chunks.of(array); chunks.hasNext(); ) {
      replies.send(DownloadReply.newBuilder().setChunk(chunks.next()).build());
    }
  }
}
