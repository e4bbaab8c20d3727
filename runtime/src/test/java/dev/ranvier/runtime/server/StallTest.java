package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.WireTypes;
import dev.ranvier.runtime.testing.RawClient;
import dev.ranvier.runtime.testing.TestServer;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that begin a call and leave the runtime waiting for the rest.
@Timeout(60)
class StallTest {
  private static final HostArray ARRAY = HostArray.of(new float[] {1, 2, 3}, 3);
  private static final Duration STALL = Duration.ofMillis(500);

  private RuntimeServer server;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(settings -> settings.withQuotas(settings.quotas().withStall(STALL)));
    client = new RawClient(server.port());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void endsUploadThatIsNotGoneOnWith() throws Exception {
    var call = client.calls().upload();
    call.write(header());
    assertThatThrownBy(call::read)
        .isInstanceOfSatisfying(
            StatusException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED))
        .hasMessageContaining("upload: the next part did not come for 500 ms")
        .hasMessageContaining("send it again, without pauses");
    assertThat(server.deviceBytes()).isZero();
  }

  @Test
  void endsCompilationThatNeverBegins() {
    var call = client.calls().compile();
    assertThatThrownBy(call::read).hasMessageContaining("compile: the next part did not come");
  }

  @Test
  void letsSlowUploadThrough() throws Exception {
    var call = client.calls().upload();
    call.write(header());
    Thread.sleep(STALL.multipliedBy(2).dividedBy(3));
    call.write(UploadRequest.newBuilder().setChunk(Chunks.of(ARRAY).next()).build());
    Thread.sleep(STALL.multipliedBy(2).dividedBy(3));
    call.halfClose();
    assertThat(ModuleSender.onlyReply(call).getArray().size()).isEqualTo(16);
  }

  private static UploadRequest header() {
    return UploadRequest.newBuilder()
        .setHeader(UploadHeader.newBuilder().setType(WireTypes.toWire(ARRAY.type())))
        .build();
  }
}
