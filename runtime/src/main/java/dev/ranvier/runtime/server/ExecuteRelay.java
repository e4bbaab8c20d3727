package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.PacedReplies;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One Execute call at the front: holds the request against the program's signature, then hands it
/// on, and notes what the session holds afterwards.
final class ExecuteRelay {
  private final ExecuteRequest request;
  private final Duration longest;
  private final List<Handle> made = new ArrayList<>();

  ExecuteRelay(ExecuteRequest request, Duration longest) {
    this.request = request;
    this.longest = longest;
  }

  void serve(FrontSession session, PacedReplies<ExecuteReply> replies) throws InterruptedException {
    Held.OfExecutable program = session.executable(new Handle(request.getExecutable()));
    new ExecuteCheck(request, program, session).run();
    WorkerLink link = program.link();
    List<ByteString> donated =
        request.getDonatedList().stream().map(request::getArguments).toList();
    donated.forEach(bits -> session.release(new Handle(bits)));
    boolean succeeded = false;
    BlockingClientCall<?, ExecuteReply> call = link.call(longest).execute(request);
    try (var stay = enter(session, program)) {
      for (ExecuteReply reply = call.read(); reply != null; reply = call.read()) {
        note(reply, session, link);
        replies.send(reply);
        // From here on the client has the result: what it was told of stays.
        succeeded |= reply.hasResult();
      }
      stay.endedWell();
    } catch (StatusException problem) {
      throw link.explain("execute of \"%s\"".formatted(program.name()), problem);
    } finally {
      call.cancel("the execution has ended", null);
      if (!succeeded) {
        // The worker frees what a failed call has made, and what it has taken; it may have refused
        // before that.
        made.forEach(session::release);
        FreeRelay.forgotten(link, donated);
      }
    }
  }

  private static Quarantine.Stay enter(FrontSession session, Held.OfExecutable program) {
    return program
        .link()
        .enter(
            session.quarantine(), program.name(), program.module(), Quarantine.Phase.RUNNING);
  }

  private void note(ExecuteReply reply, FrontSession session, WorkerLink link) {
    List<Output> outputs =
        reply.hasProgress()
            ? reply.getProgress().getKeptList()
            : reply.getResult().getOutputsList();
    for (Output output : outputs) {
      Handle handle = new Handle(output.getArray());
      made.add(handle);
      session.hold(handle, new Held.OfArray(WireTypes.fromWire(output.getType()), link));
    }
  }
}
