package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.FreeReply;
import dev.ranvier.proto.runtime.v1.FreeRequest;
import dev.ranvier.runtime.protocol.Handle;
import io.grpc.StatusException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One Free call at the front. What a dead worker held is free already.
final class FreeRelay {
  private FreeRelay() {}

  static FreeReply serve(FrontSession session, FreeRequest request) throws InterruptedException {
    Map<WorkerLink, FreeRequest.Builder> onward = new HashMap<>();
    int freed = 0;
    for (var bits : request.getHandlesList()) {
      if (session.segments().free(new Handle(bits))) {
        freed++;
        continue;
      }
      Held thing = session.release(new Handle(bits)).orElse(null);
      if (thing != null) {
        freed++;
        onward.computeIfAbsent(thing.link(), _ -> FreeRequest.newBuilder()).addHandles(bits);
      }
    }
    for (var entry : onward.entrySet()) {
      free(entry.getKey(), entry.getValue().build());
    }
    return FreeReply.newBuilder().setFreed(freed).build();
  }

  /// Frees what a session no longer knows of.
  static void forgotten(WorkerLink link, List<ByteString> handles) throws InterruptedException {
    if (!handles.isEmpty()) {
      free(link, FreeRequest.newBuilder().addAllHandles(handles).build());
    }
  }

  private static void free(WorkerLink link, FreeRequest request) throws InterruptedException {
    if (!link.isAlive()) {
      return;
    }
    try {
      var _ = link.shortCall().free(request);
    } catch (StatusException problem) {
      throw link.explain("free", problem);
    }
  }
}
