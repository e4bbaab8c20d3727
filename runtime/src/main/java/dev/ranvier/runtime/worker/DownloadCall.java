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
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;

/// One Download call: copies the array from the device, then sends it in chunks.
final class DownloadCall {
  private DownloadCall() {}

  static void serve(Buffer array, PacedReplies<DownloadReply> replies) throws InterruptedException {
    ArrayType type = LoadedDevices.typeOf(array.shape());
    // Messages share this memory and may be on their way after the last was handed over: left to the collector.
    MemorySegment data = Arena.ofAuto().allocate(type.bytes(), Long.BYTES);
    try {
      array.download(data);
    } catch (PjrtException problem) {
      throw PluginFailures.running("download of " + type, problem);
    }
    replies.send(
        DownloadReply.newBuilder()
            .setHeader(DownloadHeader.newBuilder().setType(WireTypes.toWire(type)))
            .build());
    for (Iterator<Chunk> chunks = Chunks.of(HostArray.wrap(type, data)); chunks.hasNext(); ) {
      replies.send(DownloadReply.newBuilder().setChunk(chunks.next()).build());
    }
  }
}
