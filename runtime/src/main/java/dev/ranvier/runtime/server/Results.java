package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.WireTypes;
import java.util.ArrayList;
import java.util.List;

/// The arrays that one execution leaves in a session.
final class Results {
  private final FrontSession session;
  private final WorkerLink link;
  private final List<Handle> made = new ArrayList<>();

  Results(FrontSession session, WorkerLink link) {
    this.session = session;
    this.link = link;
  }

  /// Notes what a reply tells of.
  ///
  /// @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if the session's caller has no room
  void note(ExecuteReply reply) {
    List<Output> outputs =
        reply.hasProgress()
            ? reply.getProgress().getKeptList()
            : reply.getResult().getOutputsList();
    for (Output output : outputs) {
      if (output.hasChunk()) {
        continue;
      }
      Handle handle = new Handle(output.getArray());
      Held.OfArray array = new Held.OfArray(WireTypes.fromWire(output.getType()), link);
      array.enter(session.account());
      made.add(handle);
      session.hold(handle, array);
    }
  }

  /// The execution has failed: the worker frees what it had made.
  void forget() {
    made.forEach(session::release);
  }
}
