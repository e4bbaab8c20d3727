package dev.ranvier.runtime.protocol;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The threads of a process that wait for its sockets. Each has connections of its own, and what is
/// done with them there changes no thread: a front that relays a call from a client's connection to
/// a worker's does so without handing it over, if both are on one loop. Nothing done there may
/// block.
///
/// A runtime needs Linux, whose sockets cost less than those that Java has everywhere; a client
/// runs anywhere.
public final class EventLoops implements AutoCloseable {
  private static final boolean LINUX = Epoll.isAvailable();

  private final EventLoopGroup group;
  private final List<EventLoop> loops;

  /// @param name of the threads
  public EventLoops(String name, int count) {
    group =
        new MultiThreadIoEventLoopGroup(
            count,
            new DefaultThreadFactory(name, true),
            LINUX ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    loops = IntStream.range(0, count).mapToObj(_ -> group.next()).toList();
  }

  /// How many there are.
  public int count() {
    return loops.size();
  }

  /// Runs something on one of them, after what it is doing.
  public void execute(int loop, Runnable task) {
    loops.get(loop).execute(task);
  }

  /// On which one the caller runs; the given one if on none.
  public int currentOr(int other) {
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).inEventLoop()) {
        return i;
      }
    }
    return other;
  }

  /// A server whose connections are spread over all of them.
  public NettyServerBuilder serve(NettyServerBuilder builder) {
    return on(builder, EpollServerSocketChannel.class);
  }

  /// As [#serve], for processes of this machine.
  public NettyServerBuilder serveLocally(NettyServerBuilder builder) {
    return on(builder, EpollServerDomainSocketChannel.class);
  }

  private NettyServerBuilder on(
      NettyServerBuilder builder, Class<? extends ServerChannel> sockets) {
    return builder.bossEventLoopGroup(group).workerEventLoopGroup(group).channelType(sockets);
  }

  /// A client whose connection is on one of them.
  public NettyChannelBuilder connect(int loop, NettyChannelBuilder builder) {
    return builder
        .eventLoopGroup(loops.get(loop))
        .channelType(LINUX ? EpollSocketChannel.class : NioSocketChannel.class);
  }

  /// As [#connect], to a server on this machine.
  public NettyChannelBuilder connect(int loop, LocalSocket socket) {
    SocketAddress address = socket.address();
    return NettyChannelBuilder.forAddress(address)
        .usePlaintext()
        .eventLoopGroup(loops.get(loop))
        .channelType(EpollDomainSocketChannel.class);
  }

  /// Ends the threads soon; what was using them should have ended.
  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
