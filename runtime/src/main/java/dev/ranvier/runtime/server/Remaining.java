package dev.ranvier.runtime.server;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The time that a call has left.
final class Remaining {
  private Remaining() {}

  /// What the caller still gives it, or the runtime, whichever is less.
  static Duration of(Context call, Duration longest) {
    Deadline deadline = call.getDeadline();
    if (deadline == null) {
      return longest;
    }
    Duration left = Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
    return left.compareTo(longest) < 0 ? left : longest;
  }
}
