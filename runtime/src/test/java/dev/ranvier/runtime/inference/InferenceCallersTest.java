package dev.ranvier.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.proto.inference.GRPCInferenceServiceGrpc;
import dev.ranvier.proto.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingV2Stub;
import dev.ranvier.proto.inference.ServerReadyRequest;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ClientTls;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.operations.OperationsSettings;
import dev.ranvier.runtime.server.security.Role;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.server.security.Tenant;
import dev.ranvier.runtime.server.security.TlsSettings;
import dev.ranvier.runtime.server.security.TokenDigest;
import dev.ranvier.runtime.testing.TestAuthority;
import dev.ranvier.runtime.testing.TestAuthority.Issued;
import dev.ranvier.runtime.testing.TestAuthority.Validity;
import dev.ranvier.runtime.testing.TestServer;
import dev.ranvier.runtime.train.ModelExport;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may ask a model that is served.
@Timeout(120)
class InferenceCallersTest {
  private static final String ASKER = "the-token-of-the-asker";
  private static final String RUNNER = "the-token-of-the-runner";

  @Test
  void onlyThoseWithTheRoleMayAskAndAnyoneMayProbe() throws StatusException {
    ModelFile model = ModelExport.of(SmallModels.integrating(), 4).of(Map.of());
    SecuritySettings callers =
        SecuritySettings.NONE.withTenants(
            Tenant.withToken("asker", TokenDigest.of(ASKER), Role.INFER),
            Tenant.withToken("runner", TokenDigest.of(RUNNER), Role.RUN));
    InferenceSettings settings =
        InferenceSettings.loopback(0).withGuards(callers, OperationsSettings.OFF);
    try (var host = TestServer.start();
        var server =
            InferenceServer.start(
                settings, List.of(model), List.of(() -> RuntimeClient.connect(host.address())));
        var client = new InferenceClient(server.port())) {
      assertThat(client.calls().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
          .isTrue();
      assertThat(
              HealthGrpc.newBlockingV2Stub(client.channel())
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
      byte[] spikes = SmallModels.spikes(new Random(5), 1, 10);
      var question = InferenceClient.request("integrating", spikes).build();
      assertThat(showing(ASKER, client).modelInfer(question).getModelName())
          .isEqualTo("integrating");
      assertThatThrownBy(() -> showing(RUNNER, client).modelInfer(question))
          .isInstanceOf(StatusException.class)
          .hasMessageContaining("PERMISSION_DENIED")
          .hasMessageContaining("needs the role infer");
      assertThatThrownBy(() -> client.calls().modelInfer(question))
          .isInstanceOf(StatusException.class)
          .hasMessageContaining("UNAUTHENTICATED");
    }
  }

  /// Certificates on either side of the server of models, a token for the runtime behind it.
  @Test
  void speaksTlsWithClientsAndWithTheRuntime(@TempDir Path folder) throws Exception {
    ModelFile model = ModelExport.of(SmallModels.integrating(), 4).of(Map.of());
    TestAuthority authority = new TestAuthority(folder, "authority");
    Issued own = authority.server("own");
    SecuritySettings taking =
        SecuritySettings.NONE.withTls(
            TlsSettings.of(own.certificate(), own.key())
                .withClientAuthorities(authority.certificate()));
    SecuritySettings running =
        taking.withTenants(Tenant.withToken("runner", TokenDigest.of(RUNNER), Role.RUN));
    Issued shown = authority.named("models", "models.test", Validity.NOW);
    ClientTls tls =
        ClientTls.SYSTEM
            .withAuthorities(authority.certificate())
            .withIdentity(shown.certificate(), shown.key());
    ClientOptions options = ClientOptions.DEFAULT.withTls(tls).withToken(new AccessToken(RUNNER));
    InferenceSettings settings =
        InferenceSettings.loopback(0).withGuards(taking, OperationsSettings.OFF);
    byte[] spikes = SmallModels.spikes(new Random(5), 1, 10);
    var question = InferenceClient.request("integrating", spikes).build();
    try (var host = TestServer.start(plain -> plain.withSecurity(running))) {
      String address = "127.0.0.1:" + host.port();
      assertThatThrownBy(
              () ->
                  InferenceServer.start(
                      settings,
                      List.of(model),
                      List.of(
                          () ->
                              RuntimeClient.connect(address, ClientOptions.DEFAULT.withTls(tls)))))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("token");
      try (var server =
          InferenceServer.start(
              settings, List.of(model), List.of(() -> RuntimeClient.connect(address, options)))) {
        ManagedChannel channel =
            NettyChannelBuilder.forAddress(
                    "127.0.0.1",
                    server.port(),
                    TlsChannelCredentials.newBuilder()
                        .trustManager(authority.certificate().toFile())
                        .keyManager(shown.certificate().toFile(), shown.key().toFile())
                        .build())
                .build();
        try {
          var stub =
              GRPCInferenceServiceGrpc.newBlockingV2Stub(channel)
                  .withDeadlineAfter(Duration.ofSeconds(60));
          assertThat(stub.modelInfer(question).getModelName()).isEqualTo("integrating");
        } finally {
          channel.shutdownNow();
        }
        try (var plain = new InferenceClient(server.port())) {
          assertThatThrownBy(() -> plain.calls().modelInfer(question))
              .isInstanceOf(StatusException.class)
              .hasMessageContaining("UNAVAILABLE");
        }
      }
    }
  }

  private static GRPCInferenceServiceBlockingV2Stub showing(String token, InferenceClient client) {
    return GRPCInferenceServiceGrpc.newBlockingV2Stub(
            new AccessToken(token).showingOn(client.channel()))
        .withDeadlineAfter(Duration.ofSeconds(60));
  }
}
