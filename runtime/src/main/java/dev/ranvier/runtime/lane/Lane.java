package dev.ranvier.runtime.lane;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ranvier.proto.worker.v1.LaneAnswer;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufUtil;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.DuplexChannel;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A lane at the front. All of it happens on the event loop of its connection.
final class Lane extends SimpleChannelInboundHandler<ByteBuf> {
  private final LoopLanes home;
  private final DuplexChannel channel;
  private @Nullable LaneUse use;
  private boolean ending;

  Lane(LoopLanes home, DuplexChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /// Begins a call. The lane is connected and has none.
  void begin(LaneUse next) {
    use = next;
    send(next.call().toByteArray());
  }

  /// Looks whether its call is still wanted. If not, its half of the connection is ended, which
  /// tells the worker. The answer comes all the same, and is the last of this lane.
  void look(long now) {
    LaneUse current = use;
    if (current == null || ending) {
      return;
    }
    boolean overdue = current.isOverdue(now);
    if (overdue || current.isGivenUp()) {
      ending = true;
      var _ = channel.shutdownOutput();
    }
    if (overdue) {
      current.listener().overdue();
    }
  }

  void send(byte[] message) {
    ByteBuf frame = channel.alloc().ioBuffer(Integer.BYTES + message.length);
    frame.writeInt(message.length).writeBytes(message);
    var _ = channel.writeAndFlush(frame);
  }

  void close() {
    var _ = channel.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame)
      throws InvalidProtocolBufferException {
    LaneAnswer answer = LaneAnswer.parseFrom(ByteBufUtil.getBytes(frame));
    LaneUse answered = use;
    use = null;
    if (answered == null || ending) {
      close();
    } else {
      home.isFree(this);
    }
    if (answered != null) {
      tell(answered.listener(), answer);
    }
  }

  private void tell(LaneListener listener, LaneAnswer answer) {
    switch (answer.getAnswerCase()) {
      case RESULT -> listener.answered(answer.getResult());
      case FAILURE -> listener.failed(LaneFailures.fromWire(answer.getFailure()));
      case ANSWER_NOT_SET ->
          listener.lost(LoopLanes.broken(new IOException("an answer without result or failure")));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    broke(new EOFException("the worker ended the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
    broke(problem);
    close();
  }

  private void broke(Throwable problem) {
    home.isGone(this);
    LaneUse lost = use;
    use = null;
    if (lost != null) {
      lost.listener().lost(LoopLanes.broken(problem));
    }
  }
}
