package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.proto.runtime.v1.Output;
import dev.ranvier.proto.runtime.v1.Result;
import dev.ranvier.runtime.lane.LaneListener;
import dev.ranvier.runtime.lane.LaneUse;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import io.grpc.Context;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An Execute call that runs once and has one reply: most of them, and those that have to be fast.
/// All of it happens on the thread that the request comes in on, and then on the one that the
/// worker's answer comes in on; nothing there waits. Only a failure is looked into elsewhere.
///
/// A caller may leave, but the device goes on: the call has its place among those of its tenant
/// until the worker answers or dies.
final class PlainExecution implements LaneListener {
  private static final Logger LOG = LoggerFactory.getLogger(PlainExecution.class);

  private final List<ByteString> donated;
  private final Held.OfExecutable program;
  private final StreamObserver<ExecuteReply> replies;
  private final Executor threads;
  private final Results results;
  private final Accounts.Call turn;
  private final Quarantine.Stay stay;
  private final Context context = Context.current();

  /// Whether the caller has been told how it ended.
  private final AtomicBoolean told = new AtomicBoolean();

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
    Duration left = Remaining.of(execution.context, longest);
    execution.giveUpWithCaller(program.link().execute(request, left, execution));
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

  private void giveUpWithCaller(LaneUse use) {
    context.addListener(
        _ -> {
          if (told.compareAndSet(false, true)) {
            use.giveUp();
          }
        },
        Runnable::run);
  }

  @Override
  public void answered(Result result) {
    end();
    stay.endedWell();
    program.link().worked();
    if (!told.compareAndSet(false, true)) {
      // Nobody learns of the results.
      free(arrays(result));
      return;
    }
    try {
      ExecuteReply reply = ExecuteReply.newBuilder().setResult(result).build();
      results.note(reply);
      replies.onNext(reply);
      replies.onCompleted();
    } catch (RuntimeException problem) {
      results.forget();
      free(arrays(result));
      tell(problem);
    }
  }

  private static List<ByteString> arrays(Result result) {
    return result.getOutputsList().stream()
        .filter(output -> !output.hasChunk())
        .map(Output::getArray)
        .toList();
  }

  @Override
  public void failed(StatusException problem) {
    end();
    // What was donated may still be there, if the worker refused the call before it took that.
    free(donated);
    if (told.compareAndSet(false, true)) {
      threads.execute(context.wrap(() -> explain(problem)));
    }
  }

  /// The call keeps its place until it is known whether the worker died, and of what.
  @Override
  public void lost(StatusException problem) {
    boolean first = told.compareAndSet(false, true);
    threads.execute(
        () -> {
          try {
            if (first) {
              context.run(() -> explain(problem));
            }
          } finally {
            endWithWorker();
          }
        });
  }

  private void endWithWorker() {
    try {
      var _ = program.link().isDeadSoon();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  @Override
  public void overdue() {
    if (told.compareAndSet(false, true)) {
      tell(Failures.of(Kind.KIND_DEADLINE, doing() + " took longer than this runtime allows"));
    }
  }

  private void explain(StatusException problem) {
    try {
      tell(program.link().explain(doing(), problem));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      tell(stopped);
    }
  }

  private String doing() {
    return "execute of \"%s\"".formatted(program.name());
  }

  private void tell(Exception problem) {
    if (!context.isCancelled()) {
      replies.onError(Answers.toStatus(problem));
    }
  }

  private void free(List<ByteString> arrays) {
    if (!arrays.isEmpty()) {
      threads.execute(() -> forgotten(arrays));
    }
  }

  private void forgotten(List<ByteString> arrays) {
    try {
      FreeRelay.forgotten(program.link(), arrays);
    } catch (StatusRuntimeException gone) {
      LOG.debug("arrays are left to the end of their session", gone);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    stay.close();
    turn.close();
  }
}
