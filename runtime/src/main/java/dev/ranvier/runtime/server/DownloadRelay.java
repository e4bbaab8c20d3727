package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.DownloadReply;
import dev.ranvier.proto.runtime.v1.DownloadRequest;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.PacedReplies;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;

/// One Download call at the front: takes a chunk from the worker only when the reader has taken the
/// one before.
record DownloadRelay(DownloadRequest request, Duration longest) {
  void serve(FrontSession session, PacedReplies<DownloadReply> replies)
      throws InterruptedException {
    Held.OfArray array = session.array(new Handle(request.getArray()));
    try (var _ = session.begin(Work.TRANSFER)) {
      relay(session, array, replies);
    }
  }

  private void relay(FrontSession session, Held.OfArray array, PacedReplies<DownloadReply> replies)
      throws InterruptedException {
    BlockingClientCall<?, DownloadReply> call =
        array.link().call(longest).download(inWorkersWords(session, array));
    try {
      for (DownloadReply part = call.read(); part != null; part = call.read()) {
        replies.send(part);
      }
    } catch (StatusException problem) {
      throw array.link().explain("download of " + array.type(), problem);
    } finally {
      call.cancel("the download has ended", null);
    }
  }

  private DownloadRequest inWorkersWords(FrontSession session, Held.OfArray array) {
    return request.getSegment().isEmpty()
        ? request
        : request.toBuilder()
            .setSegment(session.segments().file(request.getSegment(), array.type().bytes()))
            .build();
  }
}
