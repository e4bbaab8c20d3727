package dev.ranvier.runtime.protocol;

import dev.ranvier.proto.runtime.v1.Failure.Kind;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a server answers calls: with what a body returns, or with the failure that it threw. What
/// nobody foresaw is INTERNAL, in one line, and its trace goes to the log.
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /// Answers a call that has one reply.
  public static <T> void one(StreamObserver<T> observer, Callable<T> body) {
    T reply;
    try {
      reply = body.call();
    } catch (Exception problem) {
      observer.onError(toStatus(problem));
      return;
    }
    observer.onNext(reply);
    observer.onCompleted();
  }

  /// The status that tells a caller of a problem.
  public static StatusRuntimeException toStatus(Exception problem) {
    return switch (problem) {
      case StatusRuntimeException known -> known;
      case StatusException known -> Failures.handOn(known);
      case InterruptedException _ ->
          Status.UNAVAILABLE.withDescription("the runtime is shutting down").asRuntimeException();
      default -> unforeseen(problem);
    };
  }

  private static StatusRuntimeException unforeseen(Exception problem) {
    LOG.error("a call failed in a way that nobody foresaw", problem);
    return Failures.of(
        Kind.KIND_INTERNAL,
        "the runtime made a mistake (%s); its log has more".formatted(problem),
        problem);
  }
}
