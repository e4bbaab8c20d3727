package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.Handle;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// An Execute call that runs once and has one reply: most of them, and those that have to be fast.
/// All of it happens on the thread that the request comes in on, and then on the one that the
/// worker's reply comes in on; nothing there waits. Only a failure is looked into elsewhere.
final class PlainExecution implements StreamObserver<ExecuteReply> {
  private final List<ByteString> donated;
  private final Held.OfExecutable program;
  private final StreamObserver<ExecuteReply> replies;
  private final Executor threads;
  private final Results results;
  private final Accounts.Call turn;
  private final Quarantine.Stay stay;
  private final Context context = Context.current();
  private final AtomicBoolean over = new AtomicBoolean();

  private PlainExecution(
      ExecuteRequest request,
      FrontSession session,
      Held.OfExecutable program,
      Accounts.Call turn,
      Quarantine.Stay stay,
      StreamObserver<ExecuteReply> replies,
      Executor threads) {
    this.donated = request.getDonatedList().stream().map(request::getArguments).toList();
    this.program = program;
    this.replies = replies;
    this.threads = threads;
    this.results = new Results(session, program.link());
    this.turn = turn;
    this.stay = stay;
  }

  /// Whether a request is one.
  static boolean is(ExecuteRequest request) {
    return !request.hasChunked() && request.getIdempotencyKey().isEmpty();
  }

  /// Sends the request on; the reply comes later.
  static void start(
      ExecuteRequest request,
      FrontSession session,
      Duration longest,
      StreamObserver<ExecuteReply> replies,
      Executor threads) {
    Held.OfExecutable program = session.executable(new Handle(request.getExecutable()));
    new ExecuteCheck(request, program, session).run();
    Accounts.Call turn = session.begin(Work.COMPUTATION);
    Quarantine.Stay stay = enter(session, program, turn);
    PlainExecution execution =
        new PlainExecution(request, session, program, turn, stay, replies, threads);
    execution.donated.forEach(bits -> session.release(new Handle(bits)));
    program.link().callback(longest).execute(request, execution);
  }

  private static Quarantine.Stay enter(
      FrontSession session, Held.OfExecutable program, Accounts.Call turn) {
    try {
      return ExecuteRelay.enter(session, program);
    } catch (RuntimeException refused) {
      turn.close();
      throw refused;
    }
  }

  @Override
  public void onNext(ExecuteReply reply) {
    try {
      results.note(reply);
      replies.onNext(reply);
    } catch (RuntimeException problem) {
      fail(problem);
    }
  }

  @Override
  public void onCompleted() {
    if (end()) {
      stay.endedWell();
      program.link().worked();
      replies.onCompleted();
    }
  }

  @Override
  public void onError(Throwable problem) {
    threads.execute(context.wrap(() -> explain(problem)));
  }

  private void explain(Throwable problem) {
    try {
      StatusException status =
          Status.fromThrowable(problem).asException(Status.trailersFromThrowable(problem));
      String doing = "execute of \"%s\"".formatted(program.name());
      Exception told = program.link().explain(doing, status);
      fail(told);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      fail(stopped);
    }
  }

  /// What the session was to hold is not there; and what was donated may be, if the worker refused
  /// the call before it took that.
  private void fail(Exception problem) {
    if (!end()) {
      return;
    }
    results.forget();
    threads.execute(this::freeDonated);
    if (!context.isCancelled()) {
      replies.onError(Answers.toStatus(problem));
    }
  }

  private void freeDonated() {
    try {
      FreeRelay.forgotten(program.link(), donated);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      stay.close();
      turn.close();
    }
    return first;
  }
}
