package dev.ranvier.runtime.lane;

import dev.ranvier.proto.worker.v1.LaneCall;

/// A call on its way over a lane.
public final class LaneUse {
  private final LaneCall call;
  private final long until;
  private final LaneListener listener;
  private volatile boolean givenUp;

  /// @param until the time by `System.nanoTime` at which it has taken too long
  LaneUse(LaneCall call, long until, LaneListener listener) {
    this.call = call;
    this.until = until;
    this.listener = listener;
  }

  /// Says that nobody wants the answer any more: a call that waits for the device for longer than a
  /// moment does not begin. May be called on any thread, at any time; the listener learns of the
  /// end as always.
  public void giveUp() {
    givenUp = true;
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

  boolean isGivenUp() {
    return givenUp;
  }
}
