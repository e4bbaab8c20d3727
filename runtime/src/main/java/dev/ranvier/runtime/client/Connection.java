package dev.ranvier.runtime.client;

import dev.ranvier.proto.runtime.v1.CloseSessionRequest;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.FreeRequest;
import dev.ranvier.proto.runtime.v1.HelloReply;
import dev.ranvier.proto.runtime.v1.HelloRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.Loopback;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.protocol.Versions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The channel to a runtime and the session that was opened on it.
final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration SHORT_CALL = Duration.ofSeconds(20);

  /// Of all connections of this process.
  private static final EventLoops LOOPS = new EventLoops("ranvier-client", 2);

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final int MAX_MESSAGE_BYTES = 2 * Chunks.MAX_BYTES;

  private final ManagedChannel channel;
  private final RuntimeBlockingV2Stub stub;
  private final LoopCall.Maker executions;
  private final ServerInfo server;
  private final ClientFailures failures;
  private final SegmentPool segments;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// A call and what is made of its reply.
  @FunctionalInterface
  interface Body<T> {
    T run(RuntimeBlockingV2Stub stub) throws StatusException, InterruptedException;
  }

  private Connection(
      ManagedChannel channel,
      RuntimeBlockingV2Stub stub,
      LoopCall.Maker executions,
      ServerInfo server,
      ClientFailures failures,
      SegmentPool segments) {
    this.channel = channel;
    this.stub = stub;
    this.executions = executions;
    this.server = server;
    this.failures = failures;
    this.segments = segments;
  }

  /// Connects and says Hello.
  static Connection open(ServerAddress address, ClientOptions options) {
    int loop = nextLoop();
    ManagedChannel channel = channel(address, options, loop);
    ClientFailures failures = new ClientFailures(address);
    try {
      Channel shown = options.showingToken(channel);
      RuntimeBlockingV2Stub stub = RuntimeGrpc.newBlockingV2Stub(shown);
      HelloReply reply = hello(stub, options);
      ServerInfo server = agreed(address, reply);
      Handle session = new Handle(reply.getSession());
      RuntimeBlockingV2Stub inSession = SessionHeader.in(session, stub);
      var executions = LoopCall.Maker.on(SessionHeader.in(session, shown), LOOPS, loop);
      SegmentPool segments = new SegmentPool(!Loopback.is(address.host()));
      return new Connection(channel, inSession, executions, server, failures, segments);
    } catch (StatusException problem) {
      channel.shutdownNow();
      throw failures.greeting(options.connect(), problem);
    } catch (RuntimeException problem) {
      channel.shutdownNow();
      throw problem;
    }
  }

  /// The memory that is shared with the runtime.
  SegmentPool segments() {
    return segments;
  }

  ServerInfo server() {
    return server;
  }

  /// A call that takes no time of the device's.
  <T> T unary(String doing, Body<T> body) {
    return streaming(doing, SHORT_CALL, body);
  }

  /// A call that may take as long as said. One that the runtime refuses because it is busy has done
  /// nothing: it is made again when the runtime says so, until its time is up.
  <T> T streaming(String doing, Duration deadline, Body<T> body) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      try {
        return once(doing, left, deadline, body);
      } catch (RuntimeFailure.Refused busy) {
        Duration pause = pause(busy);
        if (pause.compareTo(left) >= 0) {
          throw busy;
        }
        sleep(doing, pause);
      }
    }
  }

  /// An execution that has one reply, or few: all of them.
  List<ExecuteReply> execute(String doing, Duration deadline, ExecuteRequest request) {
    return streaming(
        doing, deadline, stub -> executions.execute(request, stub.getCallOptions().getDeadline()));
  }

  /// However the body ends, so does the call.
  private <T> T once(String doing, Duration left, Duration deadline, Body<T> body) {
    if (closed.get()) {
      throw new RuntimeFailure.NoSuchHandle(
          "runtime %s: the client is closed; connect again".formatted(server.address()), null);
    }
    Context.CancellableContext context = Context.current().withCancellation();
    Context before = context.attach();
    try {
      return body.run(stub.withDeadlineAfter(left));
    } catch (StatusException problem) {
      throw failures.of(doing, deadline, problem);
    } catch (StatusRuntimeException problem) {
      throw damaged(doing, problem);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure.Interrupted(doing + " was interrupted", stopped);
    } finally {
      context.detach(before);
      context.cancel(null);
    }
  }

  /// Some more than asked for, and not the same for all, so that those who were refused together do
  /// not come back together.
  private static Duration pause(RuntimeFailure.Refused busy) {
    long millis = busy.retryAfter().orElseThrow(() -> busy).toMillis();
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis + 1));
  }

  private static void sleep(String doing, Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure.Interrupted(doing + " was interrupted", stopped);
    }
  }

  void free(List<Handle> handles) {
    if (closed.get() || handles.isEmpty()) {
      return;
    }
    try {
      FreeRequest request =
          FreeRequest.newBuilder()
              .addAllHandles(handles.stream().map(Handle::bits).toList())
              .build();
      var _ = unary("freeing", stub -> stub.free(request));
    } catch (RuntimeFailure problem) {
      // What cannot be freed now goes with the session, or went with its worker.
      LOG.debug("freeing failed", problem);
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      var _ =
          stub.withDeadlineAfter(SHORT_CALL).closeSession(CloseSessionRequest.getDefaultInstance());
    } catch (StatusException problem) {
      LOG.debug("closing the session failed; its lease will end it", problem);
    }
    segments.close();
    channel.shutdownNow();
  }

  private static HelloReply hello(RuntimeBlockingV2Stub stub, ClientOptions options)
      throws StatusException {
    HelloRequest request =
        HelloRequest.newBuilder()
            .setVersions(Versions.SUPPORTED.toWire())
            .setClient("ranvier-java")
            .setDeviceSet(options.deviceSet())
            .build();
    return stub.withDeadlineAfter(options.connect()).hello(request);
  }

  /// A server may be wrong about what was agreed on.
  private static ServerInfo agreed(ServerAddress address, HelloReply reply) {
    Versions versions = Versions.of(reply.getVersions());
    int version = reply.getVersion();
    if (version < Versions.SUPPORTED.oldest() || version > Versions.SUPPORTED.newest()) {
      throw new RuntimeFailure.ProtocolMismatch(
          "runtime %s: it chose protocol version %d of its %s, this program speaks %s; update the older of the two"
              .formatted(address, version, versions, Versions.SUPPORTED),
          null);
    }
    return new ServerInfo(address.toString(), reply.getServer(), version, versions);
  }

  private static RuntimeFailure damaged(String doing, StatusRuntimeException problem) {
    return new RuntimeFailure.Internal(
        "%s: the runtime's reply is damaged (%s)"
            .formatted(doing, problem.getStatus().getDescription()),
        problem);
  }

  /// On the loop of whichever connection comes next.
  static ManagedChannel channel(ServerAddress address, ClientOptions options) {
    return channel(address, options, nextLoop());
  }

  private static int nextLoop() {
    return Math.floorMod(NEXT.getAndIncrement(), LOOPS.count());
  }

  private static ManagedChannel channel(ServerAddress address, ClientOptions options, int loop) {
    return LOOPS
        .connect(
            loop,
            NettyChannelBuilder.forAddress(
                address.host(), address.port(), ClientTls.credentials(address.host(), options)))
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(10, TimeUnit.SECONDS)
        .keepAliveTimeout(10, TimeUnit.SECONDS)
        .withOption(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(options.connect().toMillis()))
        .build();
  }
}
