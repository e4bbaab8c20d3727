package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.CompileRequest;
import dev.ranvier.runtime.admission.Admission;
import dev.ranvier.runtime.admission.Admitted;
import dev.ranvier.runtime.admission.Destination;
import dev.ranvier.runtime.admission.ModuleRejected;
import dev.ranvier.runtime.protocol.CollectingCall;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ModuleCollector;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.ProgramSignature;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.function.Supplier;

/// One Compile call at the front: collects the text, admits it, and only then shows it to a worker.
final class CompileRelay extends CollectingCall<CompileRequest, CompileReply> {
  private final Supplier<FrontSession> session;
  private final Admission admission;
  private final Duration longest;
  private final ModuleCollector collector;

  CompileRelay(
      StreamObserver<CompileReply> replies,
      Supplier<FrontSession> session,
      Admission admission,
      Duration longest) {
    super(replies);
    this.session = session;
    this.admission = admission;
    this.longest = longest;
    this.collector = new ModuleCollector(admission.limits().textBytes());
  }

  @Override
  protected void collect(CompileRequest part) {
    collector.add(part);
  }

  @Override
  protected void complete(StreamObserver<CompileReply> replies) throws InterruptedException {
    FrontSession owner = session.get();
    try (var _ = owner.begin(Work.COMPUTATION)) {
      serve(owner, replies);
    }
  }

  private void serve(FrontSession owner, StreamObserver<CompileReply> replies)
      throws InterruptedException {
    String name = collector.header().getName();
    ByteString text = collector.finish();
    Admitted admitted = admit(name, text, owner.destination());
    owner.account().requireRoom(name, admitted.peakBytes());
    ProgramSignature signature = admitted.signature();
    ByteString module = collector.header().getSha256();
    WorkerLink link = owner.link();
    Held program = new Held.OfExecutable(name, module, signature, link);
    program.enter(owner.account());
    CompileReply reply = null;
    try (var stay = link.enter(owner.quarantine(), name, module, Quarantine.Phase.COMPILING)) {
      reply = compile(link, name, text);
      stay.endedWell();
    } finally {
      if (reply == null) {
        program.leave(owner.account());
      }
    }
    owner.hold(new Handle(reply.getExecutable()), program);
    replies.onNext(reply.toBuilder().setSignature(signature.toWire()).build());
    replies.onCompleted();
  }

  private Admitted admit(String name, ByteString text, Destination destination) {
    try {
      return admission.admit(name, text, destination);
    } catch (ModuleRejected rejected) {
      throw Failures.module(
          rejected.op(), rejected.line(), rejected.column(), String.valueOf(rejected.getMessage()));
    }
  }

  private CompileReply compile(WorkerLink link, String name, ByteString text)
      throws InterruptedException {
    try {
      return ModuleSender.send(link.call(longest).compile(), name, text);
    } catch (StatusException problem) {
      throw link.explain("compiling module \"%s\"".formatted(name), problem);
    }
  }
}
