package dev.ranvier.runtime.lane;

import dev.ranvier.proto.runtime.v1.Result;
import io.grpc.StatusException;

/// Learns how a call on a lane ends: by one of the first three, once, on the lane's event loop,
/// where it must not wait.
public interface LaneListener {
  void answered(Result result);

  /// @param problem as the worker's gRPC would have told it; CANCELLED if the call was given up
  ///   before it began
  void failed(StatusException problem);

  /// The lane broke.
  ///
  /// @param problem UNAVAILABLE
  void lost(StatusException problem);

  /// The call takes longer than it may. It goes on all the same, and will end.
  void overdue();
}
