package dev.ranvier.runtime.server;

import dev.ranvier.runtime.lane.LaneSocket;
import dev.ranvier.runtime.lane.Lanes;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.LocalSocket;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;

/// The connections to a worker: one of gRPC's, which shows the worker's token in every call, and
/// lanes for plain executions.
record WorkerChannels(ManagedChannel channel, Channel shown, Lanes lanes) {
  static WorkerChannels connect(
      LocalSocket socket, LaneSocket lanes, AccessToken token, EventLoops loops) {
    // A call that failed is not the channel's to repeat: what it did in the worker is not known.
    ManagedChannel channel =
        loops
            .connect(0, socket)
            .disableRetry()
            .keepAliveTime(5, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .build();
    return new WorkerChannels(channel, token.showingOn(channel), new Lanes(lanes, token, loops));
  }

  void close() {
    lanes.close();
    channel.shutdownNow();
  }
}
