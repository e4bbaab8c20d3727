package dev.ranvier.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.proto.runtime.v1.HelloReply;
import dev.ranvier.proto.runtime.v1.HelloRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Versions;
import dev.ranvier.runtime.testing.TestServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectTest {
  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    assertThatThrownBy(() -> RuntimeClient.connect("127.0.0.1:" + port))
        .isInstanceOf(RuntimeFailure.Unreachable.class)
        .hasMessageContaining("runtime 127.0.0.1:" + port + ": cannot be reached")
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("ranvier serve")
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysThatTheHostIsUnknown() {
    assertThatThrownBy(() -> RuntimeClient.connect("no-such-host.invalid:8470"))
        .isInstanceOf(RuntimeFailure.Unreachable.class)
        .hasMessageContaining("no-such-host.invalid:8470")
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysThatNothingAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ClientOptions hasty = ClientOptions.DEFAULT.withConnect(Duration.ofSeconds(1));
      assertThatThrownBy(() -> RuntimeClient.connect("127.0.0.1:" + silent.getLocalPort(), hasty))
          .isInstanceOf(RuntimeFailure.Unreachable.class)
          .hasMessageContaining("no answer in 1 s");
    }
  }

  @Test
  void saysThatWhatAnswersIsNoRuntime() throws Exception {
    try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var _ = Thread.startVirtualThread(() -> answerAsWebServer(web));
      assertThatThrownBy(() -> RuntimeClient.connect("127.0.0.1:" + web.getLocalPort()))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessageContaining("runtime 127.0.0.1:" + web.getLocalPort())
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void saysThatAddressIsNone() {
    assertThatThrownBy(() -> RuntimeClient.connect("localhost:notaport"))
        .isInstanceOf(RuntimeFailure.Unreachable.class)
        .hasMessage(
            "runtime address \"localhost:notaport\": expected host:port, such as localhost:8470");
    assertThatThrownBy(() -> RuntimeClient.connect("localhost:99999"))
        .isInstanceOf(RuntimeFailure.Unreachable.class);
  }

  @Test
  void namesBothRangesWhenTheServerRefusesTheVersion() throws IOException {
    Versions newer = new Versions(7, 9);
    try (var server =
        new FakeServer(
            request -> {
              throw Failures.protocol(newer, Versions.of(request.getVersions()));
            })) {
      assertThatThrownBy(() -> RuntimeClient.connect(server.address()))
          .isInstanceOf(RuntimeFailure.ProtocolMismatch.class)
          .hasMessageContaining("speaks protocol versions 7..9, this program 1..1");
    }
  }

  @Test
  void rejectsServerThatChoosesVersionNobodyOffered() throws IOException {
    HelloReply reply =
        HelloReply.newBuilder().setVersion(9).setVersions(new Versions(7, 9).toWire()).build();
    try (var server = new FakeServer(_ -> reply)) {
      assertThatThrownBy(() -> RuntimeClient.connect(server.address()))
          .isInstanceOf(RuntimeFailure.ProtocolMismatch.class)
          .hasMessageContaining("chose protocol version 9 of its 7..9, this program speaks 1..1");
    }
  }

  @Test
  void realServerRefusesClientOfAnotherVersion() {
    try (var server = TestServer.start()) {
      var channel =
          io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress(
                  "127.0.0.1", server.port())
              .usePlaintext()
              .build();
      HelloRequest old =
          HelloRequest.newBuilder().setVersions(new Versions(40, 41).toWire()).build();
      assertThatThrownBy(() -> RuntimeGrpc.newBlockingV2Stub(channel).hello(old))
          .hasMessageContaining("FAILED_PRECONDITION")
          .hasMessageContaining("1..1")
          .hasMessageContaining("40..41");
      channel.shutdownNow();
      assertThat(server.sessions()).isZero();
    }
  }

  @Test
  void refusesCallerWithoutTheToken() {
    AccessToken token = AccessToken.random();
    try (var server = TestServer.start(settings -> settings.withToken(token))) {
      assertThatThrownBy(() -> RuntimeClient.connect(server.address()))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("token")
          .hasMessageNotContaining(token.reveal());
      try (var known =
          RuntimeClient.connect(server.address(), ClientOptions.DEFAULT.withToken(token))) {
        assertThat(known.devices()).hasSize(1);
      }
    }
  }

  @Test
  void saysWhichDeviceSetsThereAre() {
    try (var server = TestServer.start()) {
      ClientOptions tpu = ClientOptions.DEFAULT.withDeviceSet("tpu");
      assertThatThrownBy(() -> RuntimeClient.connect(server.address(), tpu))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessage("device set \"tpu\": there is none such; this runtime has \"cpu\"");
    }
  }

  private static void answerAsWebServer(ServerSocket web) {
    try (var caller = web.accept()) {
      byte[] answer =
          "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      caller.getOutputStream().write(answer);
      caller.getOutputStream().flush();
      Thread.sleep(200);
    } catch (IOException | InterruptedException _) {
      // The client has hung up.
    }
  }

  /// A server that says what a test wants it to say.
  private static final class FakeServer extends RuntimeGrpc.RuntimeImplBase
      implements AutoCloseable {
    private final java.util.function.Function<HelloRequest, HelloReply> greeting;
    private final Server server;

    FakeServer(java.util.function.Function<HelloRequest, HelloReply> greeting) throws IOException {
      this.greeting = greeting;
      this.server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(this)
              .build()
              .start();
    }

    String address() {
      return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void hello(HelloRequest request, StreamObserver<HelloReply> replies) {
      dev.ranvier.runtime.protocol.Answers.one(replies, () -> greeting.apply(request));
    }

    @Override
    public void close() {
      server.shutdownNow();
    }
  }
}
