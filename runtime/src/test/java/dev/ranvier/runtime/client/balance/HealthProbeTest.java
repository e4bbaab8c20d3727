package dev.ranvier.runtime.client.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ServerAddress;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What servers that say, or do not say, how they are come to.
@Timeout(60)
class HealthProbeTest {
  private static final ClientOptions OPTIONS =
      ClientOptions.DEFAULT.withConnect(Duration.ofSeconds(5));

  private final HealthStatusManager health = new HealthStatusManager();

  private static NettyServerBuilder server() {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static Optional<RuntimeFailure> problem(NettyServerBuilder builder) throws IOException {
    Server server = builder.build().start();
    try {
      ServerAddress address = new ServerAddress("127.0.0.1", server.getPort());
      return HealthProbe.health().problem(address, OPTIONS);
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void oneThatServesHasNoProblemAndNeedsNoSession() throws IOException {
    health.setStatus(RuntimeGrpc.SERVICE_NAME, ServingStatus.SERVING);
    assertThat(problem(server().addService(health.getHealthService()))).isEmpty();
  }

  @Test
  void oneThatTakesNoWorkSaysSo() throws IOException {
    health.setStatus(RuntimeGrpc.SERVICE_NAME, ServingStatus.NOT_SERVING);
    assertThat(problem(server().addService(health.getHealthService())))
        .get()
        .isInstanceOf(RuntimeFailure.Unreachable.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("takes no work now, as its health says");
  }

  /// Either it has no such service, or it does not know the runtime's.
  @Test
  void oneThatDoesNotSayIsGreeted() throws IOException {
    assertThat(problem(server())).get().isInstanceOf(RuntimeFailure.ProtocolMismatch.class);
    assertThat(problem(server().addService(health.getHealthService())))
        .get()
        .isInstanceOf(RuntimeFailure.ProtocolMismatch.class);
  }

  @Test
  void oneThatIsNotThereIsUnreachable() throws IOException {
    Server gone = server().build().start();
    int port = gone.getPort();
    gone.shutdownNow();
    assertThat(HealthProbe.health().problem(new ServerAddress("127.0.0.1", port), OPTIONS))
        .get()
        .isInstanceOf(RuntimeFailure.Unreachable.class);
  }
}
