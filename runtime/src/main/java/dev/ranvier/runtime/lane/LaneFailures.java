package dev.ranvier.runtime.lane;

import dev.ranvier.proto.worker.v1.LaneFailure;
import dev.ranvier.runtime.protocol.Failures;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Objects;

/// Failures as they travel over lanes: a gRPC status and what its trailers hold for programs.
final class LaneFailures {
  private LaneFailures() {}

  static LaneFailure toWire(StatusRuntimeException problem) {
    Status status = problem.getStatus();
    LaneFailure.Builder failure =
        LaneFailure.newBuilder()
            .setCode(status.getCode().value())
            .setLine(Objects.requireNonNullElse(status.getDescription(), ""));
    Failures.in(problem.getTrailers()).ifPresent(failure::setFailure);
    return failure.build();
  }

  static StatusException fromWire(LaneFailure failure) {
    Status status = Status.fromCodeValue(failure.getCode()).withDescription(failure.getLine());
    return failure.hasFailure()
        ? status.asException(Failures.trailers(failure.getFailure()))
        : status.asException();
  }
}
