package dev.ranvier.runtime.inference;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import dev.ranvier.runtime.RuntimeFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/// What a client is told when it gets no answer: a status and one line.
final class Statuses {
  private static final long NANOS = 1_000_000_000L;

  private Statuses() {}

  static StatusRuntimeException wrong(String line) {
    return Status.INVALID_ARGUMENT.withDescription(line).asRuntimeException();
  }

  static StatusRuntimeException unknown(String line) {
    return Status.NOT_FOUND.withDescription(line).asRuntimeException();
  }

  /// A limit that will pass: says when to come again.
  static StatusRuntimeException full(String line, java.time.Duration again) {
    return later(Code.RESOURCE_EXHAUSTED, line, again);
  }

  static StatusRuntimeException unavailable(String line, java.time.Duration again) {
    return later(Code.UNAVAILABLE, line, again);
  }

  /// A failure of the runtime, as a client of a model should see it.
  static StatusRuntimeException of(String model, RuntimeFailure failure) {
    Status status =
        switch (failure) {
          case RuntimeFailure.Unreachable _,
              RuntimeFailure.WorkerLost _,
              RuntimeFailure.NoSuchHandle _,
              RuntimeFailure.Interrupted _ ->
              Status.UNAVAILABLE;
          case RuntimeFailure.Refused _ -> Status.RESOURCE_EXHAUSTED;
          case RuntimeFailure.EventsDropped _, RuntimeFailure.Quarantined _ ->
              Status.FAILED_PRECONDITION;
          case RuntimeFailure.ProtocolMismatch _,
              RuntimeFailure.PluginProblem _,
              RuntimeFailure.BadModule _,
              RuntimeFailure.WrongArgument _,
              RuntimeFailure.DeadlinePassed _,
              RuntimeFailure.ExecutionFailed _,
              RuntimeFailure.Internal _ ->
              Status.INTERNAL;
        };
    return status
        .withDescription("model \"%s\": %s".formatted(model, failure.getMessage()))
        .asRuntimeException();
  }

  private static StatusRuntimeException later(Code code, String line, java.time.Duration again) {
    Duration delay =
        Duration.newBuilder()
            .setSeconds(again.toNanos() / NANOS)
            .setNanos((int) (again.toNanos() % NANOS))
            .build();
    RetryInfo retry = RetryInfo.newBuilder().setRetryDelay(delay).build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(line)
            .addDetails(Any.pack(retry))
            .build());
  }
}
