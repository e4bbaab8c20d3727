package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.PacedReplies;
import dev.ranvier.runtime.server.operations.CallFacts;
import io.grpc.Context;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;

/// One Execute call at the front that has many replies, or may be asked for again: holds the
/// request against the program's signature, then hands it on, and notes what the session holds
/// afterwards. [PlainExecution] is the other kind.
final class ExecuteRelay {
  private final ExecuteRequest request;
  private final Duration longest;

  ExecuteRelay(ExecuteRequest request, Duration longest) {
    this.request = request;
    this.longest = Remaining.of(Context.current(), longest);
  }

  /// @param threads where an execution runs that its caller may leave and come back to
  void serve(FrontSession session, PacedReplies<ExecuteReply> replies, Executor threads)
      throws InterruptedException {
    if (request.getIdempotencyKey().isEmpty()) {
      run(session, replies::send);
      return;
    }
    Repeats.Claim claim = session.repeats().claim(request);
    if (claim.isFirst()) {
      // A context of its own: the execution goes on when its caller is lost. The worker is told no
      // later deadline than this runtime's longest.
      threads.execute(Context.current().fork().wrap(() -> record(session, claim.recorded())));
    }
    claim.recorded().replay(replies::send);
  }

  private void record(FrontSession session, Repeats.Recorded recorded) {
    try {
      run(session, recorded);
      recorded.succeeded();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      recorded.failed(Answers.toStatus(stopped));
    } catch (RuntimeException problem) {
      recorded.failed(Answers.toStatus(problem));
    }
  }

  private void run(FrontSession session, Repeats.Replies replies) throws InterruptedException {
    Held.OfExecutable program = session.executable(new Handle(request.getExecutable()));
    new ExecuteCheck(request, program, session).run();
    try (var _ = session.begin(Work.COMPUTATION);
        var stay = enter(session, program)) {
      relay(session, program, replies);
      stay.endedWell();
      program.link().worked();
    }
  }

  private void relay(FrontSession session, Held.OfExecutable program, Repeats.Replies replies)
      throws InterruptedException {
    WorkerLink link = program.link();
    List<ByteString> donated =
        request.getDonatedList().stream().map(request::getArguments).toList();
    donated.forEach(bits -> session.release(new Handle(bits)));
    Results results = new Results(session, link);
    boolean succeeded = false;
    BlockingClientCall<?, ExecuteReply> call = link.call(longest).execute(request);
    try {
      for (ExecuteReply reply = call.read(); reply != null; reply = call.read()) {
        results.note(reply);
        replies.send(reply);
        // From here on the client has the result: what it was told of stays.
        succeeded |= reply.hasResult();
      }
    } catch (StatusException problem) {
      throw link.explain("execute of \"%s\"".formatted(program.name()), problem);
    } finally {
      call.cancel("the execution has ended", null);
      if (!succeeded) {
        // The worker frees what a failed call has made, and what it has taken; it may have refused
        // before that.
        results.forget();
        FreeRelay.forgotten(link, donated);
      }
    }
  }

  static Quarantine.Stay enter(FrontSession session, Held.OfExecutable program) {
    CallFacts.current().module(HexFormat.of().formatHex(program.module().toByteArray()));
    return program
        .link()
        .enter(session.quarantine(), program.name(), program.module(), Quarantine.Phase.RUNNING);
  }
}
