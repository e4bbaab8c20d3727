package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ArrayType;
import dev.ranvier.proto.runtime.v1.Carry;
import dev.ranvier.proto.runtime.v1.Chunk;
import dev.ranvier.proto.runtime.v1.ChunkedRun;
import dev.ranvier.proto.runtime.v1.DType;
import dev.ranvier.proto.runtime.v1.DownloadRequest;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.RawClient;
import dev.ranvier.runtime.testing.TestServer;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the server refuses when a client checks nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerChecksTest {
  private RuntimeServer server;
  private RawClient client;
  private ByteString add;
  private ByteString three;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    client = new RawClient(server.port());
    add =
        ModuleSender.send(client.calls().compile(), "add", ByteString.copyFromUtf8(Programs.ADD))
            .getExecutable();
    three = upload(type(DType.DTYPE_F32, 3), new byte[12]);
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void refusesAnotherShapeThanMains() throws Exception {
    ByteString wrong = upload(type(DType.DTYPE_F32, 3, 1), new byte[12]);
    refuses(
        () -> execute(ExecuteRequest.newBuilder().addArguments(three).addArguments(wrong)),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_ARGUMENT,
        "argument 1 \"y\": expected f32[3], got f32[3,1]; reshape it");
  }

  @Test
  void refusesAnotherTypeOfTheSameSize() throws Exception {
    ByteString wrong = upload(type(DType.DTYPE_I32, 3), new byte[12]);
    refuses(
        () -> execute(ExecuteRequest.newBuilder().addArguments(wrong).addArguments(three)),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_ARGUMENT,
        "argument 0 \"x\": expected f32[3], got i32[3]");
  }

  @Test
  void refusesAnotherNumberOfArguments() {
    refuses(
        () -> execute(ExecuteRequest.newBuilder().addArguments(three)),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "expected 2 arguments, got 1");
  }

  @Test
  void refusesIndicesThatAreNone() {
    ChunkedRun run =
        ChunkedRun.newBuilder()
            .setIterations(2)
            .addCarries(Carry.newBuilder().setResult(0).setArgument(-1))
            .build();
    refuses(
        () ->
            execute(
                ExecuteRequest.newBuilder()
                    .addArguments(three)
                    .addArguments(three)
                    .setChunked(run)),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "carry: argument: expected an index below 2, got 4294967295");
  }

  @Test
  void refusesArrayDonatedTwice() {
    refuses(
        () ->
            execute(
                ExecuteRequest.newBuilder()
                    .addArguments(three)
                    .addArguments(three)
                    .addDonated(0)
                    .addDonated(1)),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "donated twice");
  }

  @Test
  void refusesTypesThatNoArrayCanHave() {
    refuses(
        () -> upload(type(DType.DTYPE_F32, 1L << 62, 1L << 62), new byte[0]),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "no array has the dimensions");
    refuses(
        () -> upload(type(DType.DTYPE_F32, 0, 1L << 62, 1L << 62), new byte[0]),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "no array has the dimensions");
    refuses(
        () -> upload(type(DType.DTYPE_F32, -1), new byte[0]),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "no array has the dimensions");
    refuses(
        () -> upload(type(DType.DTYPE_UNSPECIFIED, 1), new byte[4]),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "expected a dtype");
  }

  @Test
  void refusesDamagedAndMissingChunks() {
    refuses(
        () -> upload(type(DType.DTYPE_F32, 1), 0, new byte[4], 1),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "damaged (CRC-32C)");
    refuses(
        () -> upload(type(DType.DTYPE_F32, 2), 4, new byte[4], crc(new byte[4])),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "expected the chunk at byte 0, got 4");
    refuses(
        () -> upload(type(DType.DTYPE_F32, 2), new byte[4]),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "expected 8 bytes, got 4");
    refuses(
        () -> upload(type(DType.DTYPE_F32, 1), new byte[8]),
        Status.Code.INVALID_ARGUMENT,
        Kind.KIND_REQUEST,
        "expected 4 bytes, got more");
  }

  @Test
  void anotherSessionsHandlesAreNotFound() throws Exception {
    try (RawClient thief = new RawClient(server.port())) {
      refuses(
          () -> download(thief, three),
          Status.Code.NOT_FOUND,
          Kind.KIND_HANDLE,
          "no such handle in this session");
    }
  }

  @Test
  void guessedHandlesAndSessionsAreNotFound() {
    for (int i = 0; i < 100; i++) {
      refuses(
          () -> download(client, Handle.random().bits()),
          Status.Code.NOT_FOUND,
          Kind.KIND_HANDLE,
          "no such handle");
    }
    refuses(
        () ->
            SessionHeader.in(Handle.random(), client.anonymous())
                .free(dev.ranvier.proto.runtime.v1.FreeRequest.getDefaultInstance()),
        Status.Code.NOT_FOUND,
        Kind.KIND_HANDLE,
        "session");
    refuses(
        () ->
            client.anonymous().free(dev.ranvier.proto.runtime.v1.FreeRequest.getDefaultInstance()),
        Status.Code.NOT_FOUND,
        Kind.KIND_HANDLE,
        "say Hello first");
  }

  @Test
  void refusesCallsThatStreamPartsWithoutSession() {
    refuses(
        () -> {
          var call = client.anonymous().upload();
          var _ =
              call.write(
                  UploadRequest.newBuilder()
                      .setHeader(UploadHeader.newBuilder().setType(type(DType.DTYPE_I8, 1)))
                      .build());
          call.halfClose();
          var _ = call.read();
        },
        Status.Code.NOT_FOUND,
        Kind.KIND_HANDLE,
        "say Hello first");
  }

  private void execute(ExecuteRequest.Builder request) throws Exception {
    var call = client.calls().execute(request.setExecutable(add).build());
    while (call.read() != null) {
      // Only the end counts.
    }
  }

  private void download(RawClient from, ByteString handle) throws Exception {
    var _ = from.calls().download(DownloadRequest.newBuilder().setArray(handle).build()).read();
  }

  private ByteString upload(ArrayType type, byte[] bytes) throws Exception {
    return upload(type, 0, bytes, crc(bytes));
  }

  private ByteString upload(ArrayType type, long offset, byte[] bytes, int crc) throws Exception {
    var call = client.calls().upload();
    var _ =
        call.write(
            UploadRequest.newBuilder().setHeader(UploadHeader.newBuilder().setType(type)).build());
    Chunk chunk =
        Chunk.newBuilder()
            .setOffset(offset)
            .setData(ByteString.copyFrom(bytes))
            .setCrc32C(crc)
            .build();
    var _ = call.write(UploadRequest.newBuilder().setChunk(chunk).build());
    call.halfClose();
    return ModuleSender.onlyReply(call).getArray();
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static ArrayType type(DType dtype, long... dims) {
    ArrayType.Builder type = ArrayType.newBuilder().setDtype(dtype);
    for (long dim : dims) {
      type.addDims(dim);
    }
    return type.build();
  }

  private static void refuses(ThrowingCallable call, Status.Code code, Kind kind, String said) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusException.class,
            problem -> {
              assertThat(problem.getStatus().getCode()).isEqualTo(code);
              assertThat(problem.getStatus().getDescription()).contains(said);
              assertThat(Failures.in(problem.getTrailers()).orElseThrow().getKind())
                  .isEqualTo(kind);
            });
  }
}
