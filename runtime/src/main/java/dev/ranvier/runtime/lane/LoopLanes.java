package dev.ranvier.runtime.lane;

import dev.ranvier.runtime.protocol.EventLoops;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The lanes to one worker from one of the front's event loops. All else than closing happens
/// there.
final class LoopLanes {
  /// More are closed when they have nothing to do.
  private static final int MOST_FREE = 16;

  private static final int LOOK_EVERY_MILLIS = 100;

  private final LaneSocket socket;
  private final byte[] token;
  private final EventLoops loops;
  private final int loop;
  private final Set<Lane> all = new LinkedHashSet<>();
  private final Deque<Lane> free = new ArrayDeque<>();
  private boolean looks;
  private boolean closed;

  /// @param token the first frame of each lane
  LoopLanes(LaneSocket socket, byte[] token, EventLoops loops, int loop) {
    this.socket = socket;
    this.token = token;
    this.loops = loops;
    this.loop = loop;
  }

  void begin(LaneUse use) {
    if (closed) {
      use.listener().lost(broken(new IllegalStateException("the worker was ended")));
      return;
    }
    Lane lane = free.pollLast();
    if (lane == null) {
      connect(use);
    } else {
      begin(use, lane);
    }
  }

  private void begin(LaneUse use, Lane lane) {
    if (use.isGivenUp()) {
      isFree(lane);
      use.listener().failed(Status.CANCELLED.asException());
    } else {
      lane.begin(use);
      lookSoon();
    }
  }

  private void connect(LaneUse use) {
    loops.connect(
        loop,
        socket.path(),
        channel -> {
          Lane lane = new Lane(this, channel);
          var frames =
              new LengthFieldBasedFrameDecoder(
                  Lanes.MOST_FRAME_BYTES, 0, Integer.BYTES, 0, Integer.BYTES);
          channel.pipeline().addLast(frames, lane);
          all.add(lane);
          lane.send(token);
          begin(use, lane);
          if (closed) {
            lane.close();
          }
        },
        problem -> use.listener().lost(broken(problem)));
  }

  static StatusException broken(Throwable problem) {
    return Status.UNAVAILABLE
        .withDescription("the connection to the worker broke")
        .withCause(problem)
        .asException();
  }

  /// Takes back a lane that has nothing to do.
  void isFree(Lane lane) {
    if (free.size() < MOST_FREE) {
      free.addLast(lane);
    } else {
      lane.close();
    }
  }

  void isGone(Lane lane) {
    var _ = all.remove(lane);
    var _ = free.remove(lane);
  }

  /// May be called on any thread.
  void close() {
    loops.execute(
        loop,
        () -> {
          closed = true;
          List.copyOf(all).forEach(Lane::close);
        });
  }

  /// One look at all lanes now and then costs less than an alarm for each call, and lanes outlive
  /// the calls that are given up shortly before they end.
  private void lookSoon() {
    if (!looks) {
      looks = true;
      loops.executeLater(loop, LOOK_EVERY_MILLIS, this::look);
    }
  }

  private void look() {
    looks = false;
    long now = System.nanoTime();
    List.copyOf(all).forEach(lane -> lane.look(now));
    if (all.size() > free.size()) {
      lookSoon();
    }
  }
}
