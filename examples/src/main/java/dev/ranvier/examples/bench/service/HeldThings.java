package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.DownloadRequest;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.FreeRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.server.RuntimeServer;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Rows 9, 10 and 11: what a session holds is made once, given back, and nobody else's.
final class HeldThings {
  private static final int AT_ONCE = 100;
  private static final Duration LEASE = Duration.ofMillis(500);

  private HeldThings() {}

  /// Row 9.
  static Figure sameKey(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        RawCalls calls = new RawCalls(server.address())) {
      ByteString add = calls.compile("add", Modules.ADD).getExecutable();
      ByteString x = calls.upload(Modules.three());
      long before = server.deviceBytes();
      ExecuteRequest once =
          RawCalls.request(add, x, x).toBuilder()
              .setIdempotencyKey(ByteString.copyFromUtf8("once"))
              .build();
      List<Future<ExecuteReply>> replies = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < AT_ONCE; i++) {
          replies.add(threads.submit(() -> calls.execute(once)));
        }
      }
      Set<ExecuteReply> different = new HashSet<>();
      for (Future<ExecuteReply> reply : replies) {
        different.add(reply.get());
      }
      long made = (server.deviceBytes() - before) / Modules.three().type().bytes();
      return Figure.of(
          different.size() == 1 && made == 1,
          "%d requests, %d different replies, %d result on the device",
          AT_ONCE,
          different.size(),
          made);
    }
  }

  /// Row 10.
  static Figure lostClient(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start(settings -> settings.withLease(LEASE));
        RawCalls other = new RawCalls(server.address())) {
      var _ = other.upload(Modules.three());
      long before = server.deviceBytes();
      int sessions = server.sessions();
      RawCalls lost = new RawCalls(server.address());
      ByteString add = lost.compile("add", Modules.ADD).getExecutable();
      ByteString x = lost.upload(Modules.three());
      var _ = lost.upload(HostArray.zeros(ArrayType.of(DType.U8, 10 << 20)));
      var _ = lost.execute(RawCalls.request(add, x, x));
      long held = server.deviceBytes() - before;
      lost.close();
      double back =
          Waiting.until(
              "the end of the session",
              Duration.ofSeconds(20),
              () -> server.sessions() == sessions && server.deviceBytes() == before);
      return Figure.of(
          held > 10 << 20,
          "%,d bytes and a session given back, to the byte, %.2f s after the connection was lost (lease %d ms)",
          held,
          back,
          LEASE.toMillis());
    }
  }

  /// Row 11. Random ones, and the true ones of another session.
  static Figure guessedHandles(Bench bench) throws Exception {
    int count = bench.scale().of(1_000, 10_000);
    try (RuntimeServer server = bench.start();
        RawCalls owner = new RawCalls(server.address());
        RawCalls thief = new RawCalls(server.address())) {
      ByteString add = owner.compile("add", Modules.ADD).getExecutable();
      ByteString x = owner.upload(Modules.three());
      int notFound = 0;
      for (int i = 0; i < count; i++) {
        boolean isTrue = i % 10 == 0;
        ByteString array = isTrue ? x : Handle.random().bits();
        ByteString program = isTrue ? add : Handle.random().bits();
        notFound += isNotFound(thief, i, array, program) ? 1 : 0;
      }
      int freed =
          thief
              .calls()
              .free(FreeRequest.newBuilder().addHandles(x).addHandles(add).build())
              .getFreed();
      boolean unharmed = owner.execute(RawCalls.request(add, x, x)).hasResult();
      return Figure.of(
          notFound == count && freed == 0 && unharmed,
          "%,d of %,d NOT_FOUND (a tenth of them true handles of another session), %d freed",
          notFound,
          count,
          freed);
    }
  }

  private static boolean isNotFound(RawCalls thief, int turn, ByteString array, ByteString program)
      throws InterruptedException {
    try {
      if (turn % 2 == 0) {
        var _ = thief.calls().download(DownloadRequest.newBuilder().setArray(array).build()).read();
      } else {
        var _ = thief.execute(RawCalls.request(program, array, array));
      }
      return false;
    } catch (StatusException refused) {
      return refused.getStatus().getCode() == Status.Code.NOT_FOUND;
    }
  }
}
