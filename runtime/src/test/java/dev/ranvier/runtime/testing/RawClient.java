package dev.ranvier.runtime.testing;

import dev.ranvier.proto.runtime.v1.HelloRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.protocol.Versions;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;

/// A client that checks nothing itself: says to a server whatever a test wants said.
public final class RawClient implements AutoCloseable {
  private final ManagedChannel channel;
  private final RuntimeBlockingV2Stub anonymous;
  private final RuntimeBlockingV2Stub inSession;

  public RawClient(int port) throws StatusException {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    anonymous = RuntimeGrpc.newBlockingV2Stub(channel);
    HelloRequest hello = HelloRequest.newBuilder().setVersions(Versions.SUPPORTED.toWire()).build();
    inSession = SessionHeader.in(new Handle(anonymous.hello(hello).getSession()), anonymous);
  }

  /// Calls in this client's session.
  public RuntimeBlockingV2Stub calls() {
    return inSession.withDeadlineAfter(Duration.ofSeconds(20));
  }

  /// Calls in no session, or in one that the test made up.
  public RuntimeBlockingV2Stub anonymous() {
    return anonymous.withDeadlineAfter(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
