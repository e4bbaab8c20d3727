package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.proto.runtime.v1.DownloadHeader;
import dev.ranvier.proto.runtime.v1.DownloadReply;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.HostMemory;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.PacedReplies;
import dev.ranvier.runtime.protocol.SegmentFile;
import dev.ranvier.runtime.protocol.WireTypes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Iterator;

/// One Download call: copies the array from the device, to a segment or else to memory of its own,
/// from where it goes on in chunks; in the header, if one is enough.
record DownloadCall(Buffer array, ByteString segment) {
  void serve(PacedReplies<DownloadReply> replies) throws InterruptedException, IOException {
    ArrayType type = LoadedDevices.typeOf(array.shape());
    DownloadHeader.Builder header = DownloadHeader.newBuilder().setType(WireTypes.toWire(type));
    if (!segment.isEmpty()) {
      try (Arena arena = Arena.ofConfined()) {
        Path file = Path.of(segment.toStringUtf8());
        download(type, SegmentFile.map(file, type.bytes(), arena));
      }
      replies.send(DownloadReply.newBuilder().setHeader(header).build());
      return;
    }
    try (HostMemory memory = HostMemory.allocate(type.bytes())) {
      download(type, memory.bytes());
      send(header, HostArray.wrap(type, memory.bytes()), replies);
    }
  }

  private void download(ArrayType type, MemorySegment target) {
    try {
      array.download(target);
    } catch (PjrtException problem) {
      throw PluginFailures.running("download of " + type, problem);
    }
  }

  private static void send(
      DownloadHeader.Builder header, HostArray array, PacedReplies<DownloadReply> replies)
      throws InterruptedException {
    var only = Chunks.atOnce(array);
    only.ifPresent(header::setChunk);
    replies.send(DownloadReply.newBuilder().setHeader(header).build());
    if (only.isPresent()) {
      return;
    }
    for (Iterator<Chunk> chunks = Chunks.of(array); chunks.hasNext(); ) {
      replies.send(DownloadReply.newBuilder().setChunk(chunks.next()).build());
    }
  }
}
