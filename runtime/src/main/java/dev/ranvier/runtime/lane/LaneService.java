package dev.ranvier.runtime.lane;

import dev.ranvier.proto.runtime.v1.Result;
import dev.ranvier.proto.worker.v1.LaneCall;
import io.grpc.Deadline;

/// What a worker does with the calls that come over lanes.
@FunctionalInterface
public interface LaneService {
  /// Serves one call, on the thread of its lane.
  ///
  /// @throws Exception what the front is told, as a gRPC call would be
  Answer serve(LaneCall call, Caller caller) throws Exception;

  /// @param unsent what is to be done if the front is gone and nobody learns of the result
  record Answer(Result result, Runnable unsent) {}

  /// Whoever waits for the answer.
  interface Caller {
    Deadline deadline();

    /// Whether nobody wants the answer any more.
    boolean isGone();
  }
}
