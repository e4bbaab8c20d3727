package dev.ranvier.runtime.server;

import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.LocalSocket;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The connections to a worker: one from each of the front's event loops, so that what comes in
/// from a client on one of them goes on from there. Each is made when it is first used, and shows
/// the worker's token in every call.
record WorkerChannels(List<ManagedChannel> all, List<Channel> shown) {
  static WorkerChannels connect(LocalSocket socket, AccessToken token, EventLoops loops) {
    List<ManagedChannel> all =
        IntStream.range(0, loops.count()).mapToObj(loop -> connect(socket, loops, loop)).toList();
    return new WorkerChannels(all, all.stream().map(token::showingOn).toList());
  }

  private static ManagedChannel connect(LocalSocket socket, EventLoops loops, int loop) {
    // A call that failed is not the channel's to repeat: what it did in the worker is not known.
    return loops
        .connect(loop, socket)
        .disableRetry()
        .keepAliveTime(5, TimeUnit.SECONDS)
        .keepAliveTimeout(10, TimeUnit.SECONDS)
        .build();
  }

  /// For calls that may be made on any thread.
  Channel any() {
    return shown.getFirst();
  }

  void close() {
    all.forEach(ManagedChannel::shutdownNow);
  }
}
