package dev.ranvier.runtime.server;

import dev.ranvier.runtime.server.operations.Meters;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands at the socket of one connection and stops reading it while its client has done more than
/// it may of what only costs. What the client sends meanwhile stays in its own buffers: neither
/// memory nor time of the runtime goes to it.
final class ConnectionGate extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);

  /// A connection that is owed more is not worth keeping.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// The gate whose connection is being read, on each event loop.
  private static final ThreadLocal<@Nullable ConnectionGate> READING = new ThreadLocal<>();

  private final Budgets budgets;
  private final Meters meters;
  private @Nullable ChannelHandlerContext context;
  private boolean closed;
  private boolean told;

  /// Whether a call has come over this connection.
  private boolean useful;

  private boolean wanted;

  /// What the clients of one address may do.
  ///
  /// @param resets of calls that they have begun. Each costs the runtime as much as one that is
  ///   served (HTTP/2 rapid reset, CVE-2023-44487)
  /// @param vain connections over which no call ever came: of clients that send pings until they
  ///   are thrown out, that fail to identify themselves, or that only look whether there is a
  ///   server
  record Budgets(AddressBudget resets, AddressBudget vain) {
    /// A client that cancels much, such as all calls of a sweep at once, is still let through; and
    /// whoever looks for a server once a second.
    static final Budgets DEFAULT =
        new Budgets(
            new AddressBudget(2000, 200, System::nanoTime),
            new AddressBudget(50, 5, System::nanoTime));
  }

  ConnectionGate(Budgets budgets, Meters meters) {
    this.budgets = budgets;
    this.meters = meters;
  }

  /// Notes the calls, and counts the resets, of all connections that have a gate.
  static ServerStreamTracer.Factory counting() {
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        ConnectionGate gate = READING.get();
        if (gate != null) {
          gate.useful = true;
        }
        return new ServerStreamTracer() {
          @Override
          public void streamClosed(Status status) {
            // Only what is closed while its connection is read was closed by the client.
            if (gate != null
                && gate == READING.get()
                && status.getCode() == Status.Code.CANCELLED) {
              gate.reset();
            }
          }
        };
      }
    };
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext connected) {
    Duration pause = budgets.vain.owed(connected.channel().remoteAddress());
    if (!pause.isZero()) {
      close(connected, pause, "connects again and again and makes no call");
    }
    connected.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ended) {
    if (!useful) {
      var _ = budgets.vain.spend(ended.channel().remoteAddress());
    }
    ended.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    READING.set(this);
    try {
      from.fireChannelRead(message);
    } finally {
      READING.remove();
    }
  }

  /// What is behind asks for more: not while the gate is closed.
  @Override
  public void read(ChannelHandlerContext from) {
    if (closed) {
      wanted = true;
    } else {
      from.read();
    }
  }

  private void reset() {
    ChannelHandlerContext here = context;
    if (here == null) {
      return;
    }
    Duration pause = budgets.resets.spend(here.channel().remoteAddress());
    if (!pause.isZero() && !closed) {
      close(here, pause, "resets calls as fast as it begins them");
    }
  }

  private void close(ChannelHandlerContext here, Duration owed, String because) {
    Duration pause = owed.compareTo(LONGEST) < 0 ? owed : LONGEST;
    closed = true;
    meters.throttled();
    if (!told) {
      told = true;
      LOG.warn("{} {}; it is read more slowly", here.channel().remoteAddress(), because);
    }
    here.channel().config().setAutoRead(false);
    var _ = here.executor().schedule(() -> open(here), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void open(ChannelHandlerContext here) {
    closed = false;
    here.channel().config().setAutoRead(true);
    if (wanted) {
      wanted = false;
      here.read();
    }
  }
}
