package dev.ranvier.runtime.lane;

import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.worker.v1.LaneCall;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.Handle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The lanes from a front to one of its workers: as many on each event loop as calls have come in
/// there at once.
public final class Lanes implements AutoCloseable {
  static final int MOST_FRAME_BYTES = 4 << 20;

  private final EventLoops loops;
  private final List<LoopLanes> ofLoops;

  public Lanes(LaneSocket socket, AccessToken token, EventLoops loops) {
    byte[] shown = token.reveal().getBytes(StandardCharsets.UTF_8);
    this.loops = loops;
    this.ofLoops =
        IntStream.range(0, loops.count())
            .mapToObj(loop -> new LoopLanes(socket, shown, loops, loop))
            .toList();
  }

  /// Has the worker execute, from the event loop that the caller is on, if it is on one.
  ///
  /// @param session in the worker
  public LaneUse execute(
      Handle session, ExecuteRequest request, Duration longest, LaneListener listener) {
    int here = loops.currentOr(0);
    LoopLanes lanes = ofLoops.get(here);
    LaneCall call =
        LaneCall.newBuilder()
            .setSession(session.bits())
            .setMicros(TimeUnit.NANOSECONDS.toMicros(Math.max(0, longest.toNanos())))
            .setRequest(request)
            .build();
    long until = System.nanoTime() + longest.toNanos();
    LaneUse use = new LaneUse(call, until, listener);
    loops.execute(here, () -> lanes.begin(use));
    return use;
  }

  /// Ends them all; the calls on them fail.
  @Override
  public void close() {
    ofLoops.forEach(LoopLanes::close);
  }
}
