package dev.ranvier.runtime.lane;

import dev.ranvier.proto.worker.v1.LaneCall;
import io.grpc.Status;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A call on its way over a lane.
public final class LaneUse {
  private final LaneCall call;
  private final long until;
  private final LaneListener listener;
  private final Executor loop;

  /// None before one is connected.
  private @Nullable Lane lane;

  private boolean givenUp;

  /// @param until the time by `System.nanoTime` at which it has taken too long
  /// @param loop the event loop of its lane
  LaneUse(LaneCall call, long until, LaneListener listener, Executor loop) {
    this.call = call;
    this.until = until;
    this.listener = listener;
    this.loop = loop;
  }

  /// Says that nobody wants the answer any more: a call that still waits for the device does not
  /// begin. May be called on any thread, at any time; the listener learns of the end as always.
  public void giveUp() {
    loop.execute(
        () -> {
          givenUp = true;
          if (lane != null) {
            lane.giveUp(this);
          }
        });
  }

  LaneCall call() {
    return call;
  }

  LaneListener listener() {
    return listener;
  }

  boolean isOverdue(long now) {
    return now - until > 0;
  }

  /// @return whether it does; not if it was given up meanwhile
  boolean goesOver(Lane connected) {
    if (givenUp) {
      listener.failed(Status.CANCELLED.asException());
      return false;
    }
    lane = connected;
    connected.begin(this);
    return true;
  }
}
