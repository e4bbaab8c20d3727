package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.ElementType;
import dev.ranvier.runtime.pjrt.Executable;
import dev.ranvier.runtime.pjrt.Plugin;
import dev.ranvier.runtime.pjrt.Shape;
import dev.ranvier.runtime.plugin.Folders;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.worker.CacheFolder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the service costs beside calling the plugin in one's own process: printed above the table.
public final class Overheads {
  private static final int MEBIBYTES = 64;
  private static final int TRANSFERS = 8;
  private static final int LARGE_OPS = 400;

  /// The compilers of three processes take tens of thousands of calls to be done.
  private static final int ROUNDS = 8;

  private final Bench bench;
  private final List<String> lines = new ArrayList<>();

  private Overheads(Bench bench) {
    this.bench = bench;
  }

  /// A line for each figure.
  public static List<String> measure(Bench bench) throws Exception {
    Overheads overheads = new Overheads(bench);
    try (RuntimeServer server = bench.start();
        RuntimeClient client = Bench.connect(server)) {
      overheads.roundTrips(client);
      overheads.transfers(server, client);
    }
    overheads.secondStart();
    return List.copyOf(overheads.lines);
  }

  private void say(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }

  private void roundTrips(RuntimeClient client) throws Exception {
    int count = bench.scale().of(2_000, 10_000);
    HostArray scalar = HostArray.of(new float[] {1});
    Latencies trips =
        Latencies.of(
            count,
            () -> {
              try (var there = client.upload(scalar)) {
                return client.download(there);
              }
            });
    Latencies direct = direct(count);
    say(
        "4 bytes up, down and freed (3 calls): median %.0f us, p99 %.0f us; PJRT in this process: median %.1f us, p99 %.1f us",
        trips.median(), trips.p99(), direct.median(), direct.p99());
    oneCall(client, count);
    try (var add = client.compile("add", Modules.ADD);
        var x = client.upload(Modules.three())) {
      Latencies runs =
          Latencies.of(
              count,
              () -> {
                try (var outcome = client.execute(add, List.of(x, x))) {
                  return client.download(outcome.outputs().getFirst());
                }
              });
      say(
          "execute, read the 12 bytes and free them (3 calls): median %.0f us, p99 %.0f us, so %.0f us a call at the median",
          runs.median(), runs.p99(), runs.median() / 3);
    }
  }

  /// The whole way in one call, beside the same three steps in this process. Both by turns, so that
  /// whatever else the machine does slows down both.
  private void oneCall(RuntimeClient client, int count) throws Exception {
    List<HostArray> one = List.of(HostArray.of(new float[] {1}));
    MemorySegment four = MemorySegment.ofArray(new float[] {1});
    List<Latencies> calls = new ArrayList<>();
    List<Latencies> direct = new ArrayList<>();
    try (Plugin plugin = Plugin.load(bench.library());
        Client devices = plugin.createClient();
        var executable = devices.compile(Modules.TWICE);
        var program = client.compile("twice", Modules.TWICE)) {
      for (int i = 0; i < ROUNDS; i++) {
        calls.add(Latencies.of(count, () -> client.call(program, one)));
        direct.add(Latencies.of(count, () -> directly(devices, executable, four)));
      }
    }
    Latencies last = calls.getLast();
    say(
        "4 bytes to the device, executed on and back (1 call), after %,d such: median %.0f us (at least %.0f), p99 %.0f us; medians before: %s; PJRT in this process: median %.1f us, p99 %.1f us",
        ROUNDS * count,
        last.median(),
        last.micros().getFirst(),
        last.p99(),
        calls.stream()
            .map(each -> String.format(Locale.ROOT, "%.0f", each.median()))
            .collect(Collectors.joining(", ")),
        direct.getLast().median(),
        direct.getLast().p99());
  }

  private static ByteBuffer directly(Client devices, Executable executable, MemorySegment bytes) {
    try (var there = devices.upload(new Shape(ElementType.F32, List.of()), bytes);
        var result = executable.execute(List.of(there)).getFirst()) {
      return result.download();
    }
  }

  private Latencies direct(int count) throws Exception {
    MemorySegment four = MemorySegment.ofArray(new float[] {1});
    try (Plugin plugin = Plugin.load(bench.library());
        Client client = plugin.createClient()) {
      return Latencies.of(
          count,
          () -> {
            try (var there = client.upload(new Shape(ElementType.F32, List.of()), four)) {
              return there.download();
            }
          });
    }
  }

  private void transfers(RuntimeServer server, RuntimeClient client) throws Exception {
    ArrayType type = ArrayType.of(DType.U8, (long) MEBIBYTES << 20);
    HostArray array = HostArray.zeros(type);
    double[] shared = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] chunks = {Double.MAX_VALUE, Double.MAX_VALUE};
    try (RawCalls calls = new RawCalls(server.address())) {
      for (int i = 0; i < TRANSFERS; i++) {
        long begin = System.nanoTime();
        try (var there = client.upload(array)) {
          shared[0] = Math.min(shared[0], Waiting.since(begin));
          begin = System.nanoTime();
          var _ = client.download(there);
          shared[1] = Math.min(shared[1], Waiting.since(begin));
        }
        begin = System.nanoTime();
        ByteString there = calls.upload(array);
        chunks[0] = Math.min(chunks[0], Waiting.since(begin));
        begin = System.nanoTime();
        var _ = calls.download(there, type);
        chunks[1] = Math.min(chunks[1], Waiting.since(begin));
      }
    }
    double megabytes = MEBIBYTES * 1.048576;
    say(
        "%d MiB, best of %d: shared memory %.0f MB/s up, %.0f MB/s down; chunks %.0f MB/s up, %.0f MB/s down",
        MEBIBYTES,
        TRANSFERS,
        megabytes / shared[0],
        megabytes / shared[1],
        megabytes / chunks[0],
        megabytes / chunks[1]);
  }

  private void secondStart() throws Exception {
    Path folder = Files.createTempDirectory("ranvier-bench-cache");
    try {
      Start first = start(folder);
      Start second = start(folder);
      say(
          "a program of %d ops at the first start: %.0f ms (%s); at the second, with what the first left on disk: %.0f ms (%s)",
          2 * LARGE_OPS, first.millis, first.origin, second.millis, second.origin);
    } finally {
      Folders.delete(folder);
    }
  }

  private record Start(double millis, String origin) {}

  private Start start(Path folder) throws Exception {
    try (RuntimeServer server =
            bench.start(settings -> settings.withCache(CacheFolder.at(folder)));
        RawCalls calls = new RawCalls(server.address())) {
      long begin = System.nanoTime();
      CompileReply reply = calls.compile("large", Modules.large(LARGE_OPS, 0));
      return new Start(
          Waiting.since(begin) * 1e3,
          reply.getOrigin().name().replace("ORIGIN_", "").toLowerCase(Locale.ROOT));
    }
  }
}
