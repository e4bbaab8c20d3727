package dev.ranvier.runtime.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.proto.admin.v1.AdminGrpc;
import dev.ranvier.proto.admin.v1.StatusReply;
import dev.ranvier.proto.admin.v1.StatusRequest;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.server.security.Role;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.server.security.Tenant;
import dev.ranvier.runtime.server.security.TokenDigest;
import dev.ranvier.runtime.testing.TestServer;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.BlockingClientCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AdminTest {
  private static final String WATCHER = "the-token-of-the-watcher";
  private static final String LAB = "the-token-of-the-lab";

  private static RuntimeServer server;
  private static ManagedChannel front;
  private static ManagedChannel admin;

  @BeforeAll
  static void start() {
    SecuritySettings security =
        SecuritySettings.NONE.withTenants(
            Tenant.withToken("watcher", TokenDigest.of(WATCHER), Role.OBSERVE),
            Tenant.withToken("lab", TokenDigest.of(LAB), Role.RUN));
    OperationsSettings operations = OperationsSettings.OFF.withAdmin(new Listen("127.0.0.1", 0));
    server =
        TestServer.start(settings -> settings.withSecurity(security).withOperations(operations));
    front = channel(server.port());
    admin = channel(server.operations().adminPort().orElseThrow());
  }

  @AfterAll
  static void stop() {
    front.shutdownNow();
    admin.shutdownNow();
    server.close();
  }

  @Test
  void statusTellsOfSessionsAndWorkers() throws Exception {
    try (var client =
            RuntimeClient.connect(
                server.address(), ClientOptions.DEFAULT.withToken(new AccessToken(LAB)));
        var array = client.upload(HostArray.of(new float[100], 100))) {
      assertThat(array.isGone()).isFalse();
      StatusReply status = status(WATCHER);
      assertThat(status.getDraining()).isFalse();
      assertThat(status.getSessionsList())
          .singleElement()
          .satisfies(
              session -> {
                assertThat(session.getTenant()).isEqualTo("lab");
                assertThat(session.getArrays()).isEqualTo(1);
                assertThat(session.getArrayBytes()).isEqualTo(400);
              });
      assertThat(status.getWorkersList())
          .singleElement()
          .satisfies(
              worker -> {
                assertThat(worker.getPid()).isEqualTo(server.workers().getFirst());
                assertThat(worker.getResidentBytes()).isGreaterThan(10 << 20);
                assertThat(worker.getArrayBytes()).isEqualTo(400);
                assertThat(worker.getDeaths()).isZero();
              });
      assertThat(status.getCallsList())
          .anySatisfy(
              call -> {
                assertThat(call.getMethod()).isEqualTo("ranvier.runtime.v1.Runtime/Upload");
                assertThat(call.getSucceeded()).isPositive();
              });
      assertThat(status.getReceivedBytes()).isGreaterThan(400);
    }
  }

  @Test
  void onlyObserversSeeTheStatus() {
    assertThatThrownBy(() -> status(LAB))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("PERMISSION_DENIED");
    assertThatThrownBy(() -> status("nobody's"))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("UNAUTHENTICATED");
  }

  @Test
  void healthIsToldToWhoeverAsksOnBothListeners() throws Exception {
    for (Channel channel : new Channel[] {front, admin}) {
      for (String service : new String[] {"", "ranvier.runtime.v1.Runtime"}) {
        assertThat(
                HealthGrpc.newBlockingV2Stub(channel)
                    .check(HealthCheckRequest.newBuilder().setService(service).build())
                    .getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
    }
  }

  @Test
  void healthFollowsTheDeviceSets() throws Exception {
    Health health = server.operations().health();
    health.down("cpu");
    assertThat(ask()).isEqualTo(ServingStatus.NOT_SERVING);
    health.up("cpu");
    assertThat(ask()).isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void reflectionIsOnTheAdminListenerAlone() throws Exception {
    assertThat(services(admin).getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains("ranvier.admin.v1.Admin", "grpc.channelz.v1.Channelz");
    assertThatThrownBy(() -> services(front))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("UNIMPLEMENTED");
  }

  private static ServingStatus ask() throws StatusException {
    return HealthGrpc.newBlockingV2Stub(front)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  private static ServerReflectionResponse services(Channel channel) throws Exception {
    BlockingClientCall<ServerReflectionRequest, ServerReflectionResponse> call =
        ServerReflectionGrpc.newBlockingV2Stub(new AccessToken(WATCHER).showingOn(channel))
            .serverReflectionInfo();
    call.write(ServerReflectionRequest.newBuilder().setListServices("").build());
    call.halfClose();
    return call.read();
  }

  private static StatusReply status(String token) throws StatusException {
    return AdminGrpc.newBlockingV2Stub(new AccessToken(token).showingOn(admin))
        .status(StatusRequest.getDefaultInstance());
  }

  private static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }
}
