package dev.ranvier.runtime.server;

import dev.ranvier.runtime.server.operations.Meters;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;

/// Stands at the socket that clients connect to. Each connection gets a [ConnectionGate], and its
/// turn on the event loop is over after one reading, so that a client that sends a thousand frames
/// at once does not make the others wait for all of them.
final class Gatekeeper extends ChannelInboundHandlerAdapter {
  private static final int ONE_READING = 1 << 15;

  private final ConnectionGate.Budgets budgets;
  private final Meters meters;

  private Gatekeeper(ConnectionGate.Budgets budgets, Meters meters) {
    this.budgets = budgets;
    this.meters = meters;
  }

  /// A socket with a gatekeeper, not bound yet.
  static ServerChannel listener(ConnectionGate.Budgets budgets, Meters meters) {
    ServerChannel socket = new EpollServerSocketChannel();
    socket.pipeline().addLast(new Gatekeeper(budgets, meters));
    return socket;
  }

  /// What is read from such a socket are connections.
  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    if (message instanceof Channel connection) {
      var reading = new AdaptiveRecvByteBufAllocator(64, 2048, ONE_READING).maxMessagesPerRead(1);
      var _ = connection.config().setRecvByteBufAllocator(reading);
      connection.pipeline().addLast(new ConnectionGate(budgets, meters));
    }
    from.fireChannelRead(message);
  }
}
