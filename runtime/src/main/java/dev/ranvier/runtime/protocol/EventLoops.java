package dev.ranvier.runtime.protocol;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
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
import io.grpc.netty.shaded.io.netty.channel.socket.DuplexChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  /// Runs something on one of them: at once if the caller is on it, else after what it is doing.
  public void execute(int loop, Runnable task) {
    if (loops.get(loop).inEventLoop()) {
      task.run();
    } else {
      loops.get(loop).execute(task);
    }
  }

  /// Runs something on one of them in a while.
  public void executeLater(int loop, int millis, Runnable task) {
    var _ = loops.get(loop).schedule(task, millis, TimeUnit.MILLISECONDS);
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

  /// Connects one of them to a socket that is a file, without gRPC.
  ///
  /// @param connected what is done with the connection, on the event loop
  /// @param failed what is done if there is none, on the event loop
  public void connect(
      int loop, Path socket, Consumer<DuplexChannel> connected, Consumer<Throwable> failed) {
    ChannelFuture connection =
        new Bootstrap()
            .group(loops.get(loop))
            .channel(EpollDomainSocketChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(new DomainSocketAddress(socket.toFile()));
    var _ =
        connection.addListener(
            future -> {
              if (future.isSuccess()) {
                connected.accept((DuplexChannel) connection.channel());
              } else {
                failed.accept(future.cause());
              }
            });
  }

  /// Ends the threads soon; what was using them should have ended.
  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
