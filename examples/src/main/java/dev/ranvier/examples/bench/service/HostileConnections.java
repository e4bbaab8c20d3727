package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.UploadHeader;
import dev.ranvier.proto.runtime.v1.UploadReply;
import dev.ranvier.proto.runtime.v1.UploadRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.protocol.WireTypes;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Row 14: clients that begin uploads and never go on, that flood with pings, and that begin calls
/// only to reset them; and how long a healthy client waits meanwhile. The server is a process of
/// its own, so that its memory can be seen.
final class HostileConnections {
  private static final int UPLOADS = 500;
  private static final int CONNECTIONS = 5;
  private static final double MOST_GROWTH = 100;

  private final List<String> told = new ArrayList<>();
  private double worst;

  Figure measure(Bench bench) throws Exception {
    int calls = bench.scale().of(1_000, 5_000);
    try (ServedProcess server = bench.serve(0);
        RawCalls healthy = new RawCalls(server.address())) {
      ByteString add = healthy.compile("add", Modules.ADD).getExecutable();
      ByteString x = healthy.upload(Modules.three());
      var _ = p99(healthy, add, x, 2 * calls);
      double alone = p99(healthy, add, x, calls);
      double before = resident(server);
      told.add(String.format(Locale.ROOT, "healthy p99 %.2f ms alone", alone / 1e3));
      List<RawCalls> stalled = new ArrayList<>();
      stall(server, stalled);
      tell("500 stalled uploads", p99(healthy, add, x, calls), alone);
      stalled.forEach(RawCalls::close);
      try (Http2Attack pings = Http2Attack.pings(server.port())) {
        tell("pings", p99(healthy, add, x, calls), alone);
        tell(pings);
      }
      try (Http2Attack resets = Http2Attack.resets(server.port())) {
        tell("rapid reset", p99(healthy, add, x, calls), alone);
        tell(resets);
      }
      double growth = resident(server) - before;
      return Figure.of(
          worst <= 2 && growth <= MOST_GROWTH,
          "%s; memory of front and worker %+.0f MiB",
          String.join(", ", told),
          growth);
    }
  }

  private void tell(String attack, double p99, double alone) {
    worst = Math.max(worst, p99 / alone);
    told.add(String.format(Locale.ROOT, "%.1fx beside %s", p99 / alone, attack));
  }

  private void tell(Http2Attack attack) {
    told.add(
        String.format(
            Locale.ROOT,
            "(%,d frames, thrown out %,d times)",
            attack.frames(),
            attack.connections() - 1));
  }

  private static void stall(ServedProcess server, List<RawCalls> connections) throws Exception {
    UploadRequest begin =
        UploadRequest.newBuilder()
            .setHeader(
                UploadHeader.newBuilder()
                    .setType(WireTypes.toWire(ArrayType.of(DType.U8, 1 << 20))))
            .build();
    for (int i = 0; i < CONNECTIONS; i++) {
      RawCalls calls = new RawCalls(server.address());
      connections.add(calls);
      for (int k = 0; k < UPLOADS / CONNECTIONS; k++) {
        BlockingClientCall<UploadRequest, UploadReply> call = calls.calls().upload();
        var _ = call.write(begin);
      }
    }
  }

  private static double p99(RawCalls calls, ByteString add, ByteString x, int count)
      throws Exception {
    return Latencies.of(count, () -> calls.execute(RawCalls.request(add, x, x))).p99();
  }

  private static double resident(ServedProcess server) throws IOException {
    double all = Processes.residentMebibytes(server.handle());
    for (ProcessHandle worker : server.workers()) {
      all += Processes.residentMebibytes(worker);
    }
    return all;
  }
}
