package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.WireTypes;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.RawClient;
import dev.ranvier.runtime.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Executions under a key happen once, however often they are asked for.
@Timeout(120)
class RepeatedExecutionTest {
  private static final int CALLERS = 100;

  private RuntimeServer server;
  private RawClient client;
  private ByteString add;
  private ByteString x;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start();
    client = new RawClient(server.port());
    add =
        ModuleSender.send(client.calls().compile(), "add", ByteString.copyFromUtf8(Programs.ADD))
            .getExecutable();
    x = upload(HostArray.of(new float[] {1, 2, 3}, 3));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void hundredRequestsUnderOneKeyAreOneExecution() throws Exception {
    ExecuteRequest request = request("once");
    List<Future<ExecuteReply>> replies = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        replies.add(threads.submit(() -> execute(request)));
      }
    }
    for (Future<ExecuteReply> reply : replies) {
      assertThat(reply.get()).isEqualTo(replies.getFirst().get());
    }
    assertThat(execute(request("another"))).isNotEqualTo(replies.getFirst().get());
  }

  @Test
  void everyRequestWithoutKeyIsAnExecutionOfItsOwn() throws Exception {
    assertThat(execute(request(""))).isNotEqualTo(execute(request("")));
  }

  @Test
  void refusesKeyOfAnotherRequest() throws Exception {
    var _ = execute(request("key"));
    ByteString y = upload(HostArray.of(new float[] {4, 5, 6}, 3));
    ExecuteRequest other = request("key").toBuilder().setArguments(1, y).build();
    assertThatThrownBy(() -> execute(other))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("the idempotency key is that of another request");
    ExecuteRequest longKey = request("k".repeat(65));
    assertThatThrownBy(() -> execute(longKey)).hasMessageContaining("at most 64 bytes, got 65");
  }

  @Test
  void executionGoesOnWhenItsCallerIsLost() throws Exception {
    ByteString steps =
        ModuleSender.send(
                client.calls().compile(), "steps", ByteString.copyFromUtf8(Programs.STEPS))
            .getExecutable();
    ByteString n = upload(HostArray.of(new int[] {50_000_000}));
    ExecuteRequest request =
        ExecuteRequest.newBuilder()
            .setExecutable(steps)
            .addArguments(n)
            .addArguments(x)
            .addArguments(x)
            .setIdempotencyKey(ByteString.copyFromUtf8("long"))
            .build();
    var lost = client.calls().execute(request);
    Thread.sleep(200);
    lost.cancel("the caller is gone", null);
    assertThat(execute(request).getResult().getOutputsCount()).isEqualTo(2);
  }

  @Test
  void failedExecutionIsForgotten() throws Exception {
    ExecuteRequest wrong =
        request("key").toBuilder().setArguments(1, ByteString.copyFrom(new byte[16])).build();
    assertThatThrownBy(() -> execute(wrong)).hasMessageContaining("NOT_FOUND");
    assertThat(execute(request("key")).hasResult()).isTrue();
  }

  private ExecuteRequest request(String key) {
    return ExecuteRequest.newBuilder()
        .setExecutable(add)
        .addArguments(x)
        .addArguments(x)
        .setIdempotencyKey(ByteString.copyFromUtf8(key))
        .build();
  }

  /// The last reply.
  private ExecuteReply execute(ExecuteRequest request) throws Exception {
    var call = client.calls().execute(request);
    ExecuteReply last = ExecuteReply.getDefaultInstance();
    for (ExecuteReply reply = call.read(); reply != null; reply = call.read()) {
      last = reply;
    }
    return last;
  }

  private ByteString upload(HostArray array) throws Exception {
    var call = client.calls().upload();
    UploadHeader header = UploadHeader.newBuilder().setType(WireTypes.toWire(array.type())).build();
    call.write(UploadRequest.newBuilder().setHeader(header).build());
    var chunks = Chunks.of(array);
    while (chunks.hasNext()) {
      call.write(UploadRequest.newBuilder().setChunk(chunks.next()).build());
    }
    call.halfClose();
    UploadReply reply = ModuleSender.onlyReply(call);
    return reply.getArray();
  }
}
