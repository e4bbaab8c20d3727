package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Row 17: clients come, compile, upload, execute, read and go, for as long as one likes; what
/// front and worker hold of the machine must not grow. The first third does not count: code is
/// compiled then. (Heaps are in RAM from the start.)
final class Soak {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /// Machine code of the JVMs: in a minute they are still compiling when the first third is over.
  private static final double SETTLING_IN_A_MINUTE = 64;

  private static final double SETTLING_MEBIBYTES = 16;

  private static final double MOST_MEBIBYTES_A_MINUTE = 1;

  /// Sockets that are just being closed.
  private static final int LATE_DESCRIPTORS = 8;

  /// What a process held at a moment.
  private record Look(double minutes, double mebibytes, long descriptors) {}

  private int sessions;

  Figure measure(Bench bench) throws Exception {
    Duration length = bench.scale().soak();
    try (ServedProcess server = bench.serve(0)) {
      ProcessHandle worker = server.workers().getFirst();
      List<Look> front = new ArrayList<>();
      List<Look> behind = new ArrayList<>();
      long begin = System.nanoTime();
      long nextLook = begin + length.toNanos() / 3;
      while (Waiting.since(begin) < length.toSeconds()) {
        session(server.address(), sessions++);
        if (System.nanoTime() >= nextLook) {
          double minutes = Waiting.since(begin) / 60;
          front.add(look(minutes, server.handle()));
          behind.add(look(minutes, worker));
          nextLook += LOOK_EVERY.toNanos();
        }
      }
      boolean met = isFlat(front) && isFlat(behind) && server.workers().getFirst().equals(worker);
      return Figure.of(
          met,
          "%,d sessions in %d s; front %s; worker %s",
          sessions,
          length.toSeconds(),
          told(front),
          told(behind));
    }
  }

  private static void session(String address, int number) {
    try (RuntimeClient client = RuntimeClient.connect(address);
        var program = client.compile("numbered", Modules.numbered(number % 40));
        var x = client.upload(Modules.three());
        var large = client.upload(HostArray.zeros(ArrayType.of(DType.U8, 1 << 20)))) {
      for (int i = 0; i < 10; i++) {
        try (var outcome = client.execute(program, List.of(x))) {
          var _ = client.download(outcome.outputs().getFirst());
        }
      }
      var _ = client.download(large);
    }
  }

  private static Look look(double minutes, ProcessHandle process) throws IOException {
    return new Look(minutes, Processes.residentMebibytes(process), Processes.descriptors(process));
  }

  private static boolean isFlat(List<Look> looks) {
    double minutes = looks.getLast().minutes - looks.getFirst().minutes;
    double settling = minutes < 1 ? SETTLING_IN_A_MINUTE : SETTLING_MEBIBYTES;
    double most = settling + MOST_MEBIBYTES_A_MINUTE * minutes;
    return slope(looks) * minutes <= most
        && looks.getLast().descriptors <= looks.getFirst().descriptors + LATE_DESCRIPTORS;
  }

  private static String told(List<Look> looks) {
    Look first = looks.getFirst();
    Look last = looks.getLast();
    return String.format(
        Locale.ROOT,
        "%.0f to %.0f MiB (%+.1f MiB/min), descriptors %d to %d",
        first.mebibytes,
        last.mebibytes,
        slope(looks),
        first.descriptors,
        last.descriptors);
  }

  /// Of the line that fits best, in MiB a minute.
  private static double slope(List<Look> looks) {
    double meanX = looks.stream().mapToDouble(Look::minutes).average().orElse(0);
    double meanY = looks.stream().mapToDouble(Look::mebibytes).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Look look : looks) {
      above += (look.minutes - meanX) * (look.mebibytes - meanY);
      below += (look.minutes - meanX) * (look.minutes - meanX);
    }
    return below == 0 ? 0 : above / below;
  }
}
