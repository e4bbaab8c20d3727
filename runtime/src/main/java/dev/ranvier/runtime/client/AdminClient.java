package dev.ranvier.runtime.client;

import dev.ranvier.proto.admin.v1.AdminGrpc;
import dev.ranvier.proto.admin.v1.AdminGrpc.AdminBlockingV2Stub;
import dev.ranvier.proto.admin.v1.StatusRequest;
import dev.ranvier.runtime.RuntimeFailure;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/// Asks a runtime's admin listener how it is. Opens no session.
public final class AdminClient implements AutoCloseable {
  private final ServerAddress address;
  private final ClientOptions options;
  private final ManagedChannel channel;
  private final AdminBlockingV2Stub stub;

  private AdminClient(ServerAddress address, ClientOptions options) {
    this.address = address;
    this.options = options;
    this.channel =
        NettyChannelBuilder.forAddress(
                address.host(), address.port(), ClientTls.credentials(address.host(), options))
            .build();
    Channel shown = options.showingToken(channel);
    this.stub = AdminGrpc.newBlockingV2Stub(shown);
  }

  /// @param address of the admin listener
  /// @throws RuntimeFailure.Refused if a token would be sent in plain text
  public static AdminClient to(String address, ClientOptions options) {
    return new AdminClient(ServerAddress.parse(address), options);
  }

  /// @throws RuntimeFailure if it does not answer, or does not tell
  public RuntimeStatus status() {
    try {
      return RuntimeStatus.fromWire(
          stub.withDeadlineAfter(options.connect()).status(StatusRequest.getDefaultInstance()));
    } catch (StatusException problem) {
      throw new ClientFailures(address).greeting(options.connect(), problem);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
