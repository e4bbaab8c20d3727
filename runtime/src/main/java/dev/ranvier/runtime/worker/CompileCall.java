package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.CompileRequest;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.CollectingCall;
import dev.ranvier.runtime.protocol.ModuleCollector;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// One Compile call: collects the text, then has the plugin compile it. The front has admitted the
/// text and knows its signature.
final class CompileCall extends CollectingCall<CompileRequest, CompileReply> {
  private final ModuleCollector collector = new ModuleCollector(Integer.MAX_VALUE);
  private final Programs programs;
  private final Supplier<Holdings> session;
  private final Executor compilations;
  private final Overdue overdue;

  CompileCall(
      StreamObserver<CompileReply> replies,
      Programs programs,
      Supplier<Holdings> session,
      Executor compilations,
      Overdue overdue) {
    super(replies);
    this.programs = programs;
    this.session = session;
    this.compilations = compilations;
    this.overdue = overdue;
  }

  @Override
  protected void collect(CompileRequest part) {
    collector.add(part);
  }

  @Override
  protected void complete(StreamObserver<CompileReply> replies) {
    ByteString text = collector.finish();
    Holdings holdings = session.get();
    compilations.execute(
        Context.current()
            .wrap(() -> Answers.one(replies, () -> compile(text.toByteArray(), holdings))));
  }

  private CompileReply compile(byte[] text, Holdings holdings) {
    String name = collector.header().getName();
    ByteString module = collector.header().getSha256();
    long start = System.nanoTime();
    try (var _ =
        overdue.watch(
            Context.current().getDeadline(), module, "compiling module \"%s\"".formatted(name))) {
      LoadedProgram program = programs.load(text, module);
      CompileReply.Builder reply =
          CompileReply.newBuilder()
              .setCompileMicros((System.nanoTime() - start) / 1000)
              .setOrigin(program.origin())
              .setDamagedEntries(programs.takeDamaged());
      program
          .executable()
          .memory()
          .ifPresent(memory -> reply.setTemporaryBytes(memory.temporary()));
      return reply.setExecutable(holdings.add(program).bits()).build();
    } catch (PjrtException problem) {
      throw PluginFailures.compiling(name, problem);
    }
  }
}
