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

/// Stands at the socket of one connection and stops reading it while its client has reset more
/// calls than it may. What the client sends meanwhile stays in its own buffers: neither memory nor
/// time of the runtime goes to it.
final class ResetGate extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ResetGate.class);

  /// A connection that is owed more is not worth keeping.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// The gate whose connection is being read, on each event loop.
  private static final ThreadLocal<@Nullable ResetGate> READING = new ThreadLocal<>();

  private final ResetBudget budget;
  private final Meters meters;
  private @Nullable ChannelHandlerContext context;
  private boolean closed;
  private boolean told;
  private boolean wanted;

  ResetGate(ResetBudget budget, Meters meters) {
    this.budget = budget;
    this.meters = meters;
  }

  /// Counts the resets of all connections that have a gate.
  static ServerStreamTracer.Factory counting() {
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        ResetGate gate = READING.get();
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
    Duration pause = budget.spend(here.channel().remoteAddress());
    if (!pause.isZero() && !closed) {
      close(here, pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }
  }

  private void close(ChannelHandlerContext here, Duration pause) {
    closed = true;
    meters.throttled();
    if (!told) {
      told = true;
      LOG.warn(
          "{} resets calls as fast as it begins them; it is read more slowly",
          here.channel().remoteAddress());
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
