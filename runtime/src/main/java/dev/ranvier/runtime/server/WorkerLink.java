package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CloseSessionRequest;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.proto.runtime.v1.HelloReply;
import dev.ranvier.proto.runtime.v1.HelloRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.runtime.lane.LaneListener;
import dev.ranvier.runtime.lane.LaneUse;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.protocol.Versions;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client session's session in one worker. Lasts until either of them ends.
final class WorkerLink {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLink.class);
  private static final Duration SHORT_CALL = Duration.ofSeconds(20);

  private final WorkerProcess worker;
  private final Handle session;
  private final RuntimeBlockingV2Stub stub;

  private WorkerLink(WorkerProcess worker, Handle session, RuntimeBlockingV2Stub stub) {
    this.worker = worker;
    this.session = session;
    this.stub = stub;
  }

  /// Opens a session in a worker.
  ///
  /// @param share whose sessions take turns together
  /// @throws StatusRuntimeException UNAVAILABLE if the worker dies meanwhile
  static WorkerLink open(WorkerProcess worker, String share) throws InterruptedException {
    RuntimeBlockingV2Stub stub = RuntimeGrpc.newBlockingV2Stub(worker.channels().shown());
    HelloRequest hello =
        HelloRequest.newBuilder()
            .setVersions(Versions.SUPPORTED.toWire())
            .setClient("ranvier-front")
            .setShare(share)
            .build();
    try {
      HelloReply reply = stub.withDeadlineAfter(SHORT_CALL).hello(hello);
      Handle session = new Handle(reply.getSession());
      return new WorkerLink(worker, session, SessionHeader.in(session, stub));
    } catch (StatusException problem) {
      throw explain(worker, "opening a session", problem);
    }
  }

  /// Notes that a module goes to the worker.
  ///
  /// @throws StatusRuntimeException FAILED_PRECONDITION if it is kept away from workers
  Quarantine.Stay enter(
      Quarantine quarantine, String name, ByteString module, Quarantine.Phase phase) {
    return quarantine.enter(name, module, phase, worker);
  }

  /// Notes that the worker has run a program to its end.
  void worked() {
    worker.worked();
  }

  boolean isAlive() {
    return worker.isAlive();
  }

  /// Whether the worker ends now, or has; waits a moment for that.
  boolean isDeadSoon() throws InterruptedException {
    return worker.isDeadSoon();
  }

  String obituary() {
    return worker.obituary();
  }

  /// Calls that take no time of the device's.
  RuntimeBlockingV2Stub shortCall() {
    return stub.withDeadlineAfter(SHORT_CALL);
  }

  /// Calls that may take this long, or until the caller's own deadline if that is sooner.
  RuntimeBlockingV2Stub call(Duration longest) {
    return stub.withDeadlineAfter(longest);
  }

  /// An execution that runs once and has one reply, over a lane.
  LaneUse execute(ExecuteRequest request, Duration longest, LaneListener listener) {
    return worker.channels().lanes().execute(session, request, longest, listener);
  }

  /// What to tell the caller of a call that failed in the worker, or with it.
  StatusRuntimeException explain(String doing, StatusException problem)
      throws InterruptedException {
    return explain(worker, doing, problem);
  }

  private static StatusRuntimeException explain(
      WorkerProcess worker, String doing, StatusException problem) throws InterruptedException {
    if (Failures.in(problem.getTrailers()).isPresent()) {
      return Failures.handOn(problem);
    }
    if (Context.current().isCancelled()) {
      return Status.CANCELLED.withDescription("the caller is gone").asRuntimeException();
    }
    return switch (problem.getStatus().getCode()) {
      case DEADLINE_EXCEEDED ->
          Failures.of(Kind.KIND_DEADLINE, doing + " took longer than this runtime allows", problem);
      case UNAVAILABLE, CANCELLED -> lost(worker, doing, problem);
      // A channel whose worker has just died says so, too.
      case UNKNOWN -> worker.isDeadSoon() ? lost(worker, doing, problem) : Failures.handOn(problem);
      default -> Failures.handOn(problem);
    };
  }

  /// Frees everything that the session holds in the worker, if that still lives.
  void close() {
    if (!isAlive()) {
      return;
    }
    try {
      var _ = shortCall().closeSession(CloseSessionRequest.getDefaultInstance());
    } catch (StatusException problem) {
      LOG.debug("closing a session failed; its worker frees it at its end", problem);
    }
  }

  private static StatusRuntimeException lost(
      WorkerProcess worker, String doing, StatusException problem) throws InterruptedException {
    if (!worker.isDeadSoon()) {
      worker.kill("it does not answer");
    }
    return Failures.of(
        Kind.KIND_WORKER_LOST,
        "%s: %s; a new one is starting: upload and compile again, then repeat the call"
            .formatted(doing, worker.obituary()),
        problem);
  }
}
