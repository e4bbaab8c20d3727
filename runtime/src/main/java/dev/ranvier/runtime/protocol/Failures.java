package dev.ranvier.runtime.protocol;

import dev.ranvier.proto.runtime.v1.Failure;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Failures as they travel: a status with one line for people, and a [Failure] in the trailers for
/// programs.
public final class Failures {
  private Failures() {}

  /// The caller's request is malformed.
  public static StatusRuntimeException request(String line) {
    return of(Kind.KIND_REQUEST, line);
  }

  /// A handle is not there, or not the caller's.
  public static StatusRuntimeException handle(String line) {
    return of(Kind.KIND_HANDLE, line);
  }

  /// An argument of Execute, counted from 0, does not fit the program.
  public static StatusRuntimeException argument(int argument, String line) {
    return of(failure(Kind.KIND_ARGUMENT).setArgument(argument).build(), line);
  }

  /// The module is at fault.
  public static StatusRuntimeException module(String op, int lineNumber, int column, String line) {
    return of(
        failure(Kind.KIND_MODULE).setOp(op).setLine(lineNumber).setColumn(column).build(), line);
  }

  /// The versions do not meet.
  public static StatusRuntimeException protocol(Versions server, Versions client) {
    return of(
        failure(Kind.KIND_PROTOCOL).setServerVersions(server.toWire()).build(),
        "protocol: this runtime speaks versions %s, the client %s; update the older side"
            .formatted(server, client));
  }

  /// A limit is reached for now; nothing of the call was done.
  public static StatusRuntimeException busy(String line, Duration retryAfter) {
    int millis = Math.toIntExact(retryAfter.toMillis());
    return of(failure(Kind.KIND_LIMIT).setRetryAfterMillis(millis).build(), line);
  }

  public static StatusRuntimeException of(Kind kind, String line) {
    return of(failure(kind).build(), line);
  }

  public static StatusRuntimeException of(Kind kind, String line, Throwable cause) {
    return of(codeOf(kind), failure(kind).build(), line, cause);
  }

  /// It is not known who calls, or what was shown is wrong.
  public static StatusRuntimeException unidentified(String line) {
    return of(Kind.KIND_IDENTITY, line);
  }

  /// Who calls is known, and may not.
  public static StatusRuntimeException denied(String line) {
    return of(Status.Code.PERMISSION_DENIED, failure(Kind.KIND_IDENTITY).build(), line, null);
  }

  /// A handle whose worker is gone: nothing to retry, the array or executable has to be made again.
  public static StatusRuntimeException gone(String line) {
    return of(Status.Code.ABORTED, failure(Kind.KIND_WORKER_LOST).build(), line, null);
  }

  /// What a status that came over the wire says for programs, if it does.
  public static Optional<Failure> in(@Nullable Metadata trailers) {
    return Optional.ofNullable(trailers).map(found -> found.get(Headers.FAILURE));
  }

  /// A failure that came from the worker, to be handed on as it is.
  public static StatusRuntimeException handOn(StatusException failure) {
    Metadata kept = in(failure.getTrailers()).map(Failures::trailers).orElseGet(Metadata::new);
    return failure.getStatus().asRuntimeException(kept);
  }

  /// What a status carries for programs.
  public static Metadata trailers(Failure failure) {
    Metadata trailers = new Metadata();
    trailers.put(Headers.FAILURE, failure);
    return trailers;
  }

  private static StatusRuntimeException of(Failure failure, String line) {
    return of(codeOf(failure.getKind()), failure, line, null);
  }

  private static StatusRuntimeException of(
      Status.Code code, Failure failure, String line, @Nullable Throwable cause) {
    Metadata trailers = trailers(failure);
    if (failure.getRetryAfterMillis() > 0) {
      trailers.put(Headers.RETRY_PUSHBACK, Integer.toString(failure.getRetryAfterMillis()));
    }
    return Status.fromCode(code)
        .withDescription(line)
        .withCause(cause)
        .asRuntimeException(trailers);
  }

  private static Failure.Builder failure(Kind kind) {
    return Failure.newBuilder().setKind(kind);
  }

  private static Status.Code codeOf(Kind kind) {
    return switch (kind) {
      case KIND_MODULE, KIND_ARGUMENT, KIND_REQUEST -> Status.Code.INVALID_ARGUMENT;
      case KIND_HANDLE -> Status.Code.NOT_FOUND;
      case KIND_PROTOCOL, KIND_PLUGIN, KIND_QUARANTINED -> Status.Code.FAILED_PRECONDITION;
      case KIND_WORKER_LOST -> Status.Code.UNAVAILABLE;
      case KIND_LIMIT -> Status.Code.RESOURCE_EXHAUSTED;
      case KIND_IDENTITY -> Status.Code.UNAUTHENTICATED;
      case KIND_DEADLINE -> Status.Code.DEADLINE_EXCEEDED;
      case KIND_EXECUTION, KIND_INTERNAL, KIND_UNSPECIFIED, UNRECOGNIZED -> Status.Code.INTERNAL;
    };
  }
}
