package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.server.operations.Meters;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionGateTest {
  private static final int MOST = 5;

  private final ConnectionGate.Budgets budgets =
      new ConnectionGate.Budgets(
          new AddressBudget(MOST, 1, System::nanoTime),
          new AddressBudget(MOST, 1, System::nanoTime));
  private final EmbeddedChannel connection = connect();

  private EmbeddedChannel connect() {
    return new EmbeddedChannel(new ConnectionGate(budgets, new Meters()), new BeginsAndResets());
  }

  /// Takes each message for a call that its client begins and resets.
  private static final class BeginsAndResets extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object status) {
      ServerStreamTracer call =
          ConnectionGate.counting().newServerStreamTracer("any", new Metadata());
      call.streamClosed((Status) status);
    }
  }

  @Test
  void stopsReadingClientThatOnlyResetsAndGoesOnLater() {
    for (int i = 0; i < MOST; i++) {
      var _ = connection.writeInbound(Status.CANCELLED);
      assertThat(connection.config().isAutoRead()).isTrue();
    }
    var _ = connection.writeInbound(Status.CANCELLED);
    assertThat(connection.config().isAutoRead()).isFalse();
    connection.advanceTimeBy(2, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
    assertThat(connection.config().isAutoRead()).isTrue();
  }

  @Test
  void doesNotMindCallsThatEndInAnyOtherWay() {
    for (int i = 0; i < 10 * MOST; i++) {
      var _ = connection.writeInbound(i % 2 == 0 ? Status.OK : Status.INVALID_ARGUMENT);
    }
    assertThat(connection.config().isAutoRead()).isTrue();
  }

  @Test
  void waitsWithConnectionsOfWhoMakesNoCalls() {
    for (int i = 0; i <= MOST; i++) {
      EmbeddedChannel vain = connect();
      assertThat(vain.config().isAutoRead()).isTrue();
      var _ = vain.close();
    }
    EmbeddedChannel next = connect();
    assertThat(next.config().isAutoRead()).isFalse();
    assertThat(connection.config().isAutoRead()).as("one that was there before").isTrue();
    next.advanceTimeBy(2, TimeUnit.SECONDS);
    next.runScheduledPendingTasks();
    assertThat(next.config().isAutoRead()).isTrue();
  }

  @Test
  void doesNotMindConnectionsThatCallsCameOver() {
    for (int i = 0; i < 10 * MOST; i++) {
      EmbeddedChannel useful = connect();
      var _ = useful.writeInbound(Status.OK);
      var _ = useful.close();
    }
    assertThat(connect().config().isAutoRead()).isTrue();
  }
}
