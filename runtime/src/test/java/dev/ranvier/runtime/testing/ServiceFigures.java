package dev.ranvier.runtime.testing;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import java.util.Arrays;
import java.util.List;

/// Prints what the service costs on this machine: start, round trips, transfers. Run by hand.
public final class ServiceFigures {
  private static final int ROUNDS = 2000;
  private static final int TRANSFERS = 20;
  private static final int MEBIBYTES = 64;

  private ServiceFigures() {}

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    try (RuntimeClient client = RuntimeClient.embedded()) {
      System.out.printf(
          "start of an embedded runtime: %.2f s%n", (System.nanoTime() - start) / 1e9);
      roundTrips(client);
      transfers(client);
    }
  }

  private static void roundTrips(RuntimeClient client) {
    HostArray scalar = HostArray.of(new float[] {1}, 1);
    long[] transfer = new long[ROUNDS];
    long[] execute = new long[ROUNDS];
    long[] call = new long[ROUNDS];
    try (var negate = client.compile("negate", Programs.NEGATE);
        var add = client.compile("add", Programs.ADD);
        var x = client.upload(HostArray.of(new float[3], 3))) {
      for (int i = 0; i < ROUNDS; i++) {
        long before = System.nanoTime();
        var there = client.upload(scalar);
        var _ = client.download(there);
        transfer[i] = System.nanoTime() - before;
        there.close();
        before = System.nanoTime();
        var outcome = client.execute(add, List.of(x, x));
        execute[i] = System.nanoTime() - before;
        outcome.close();
        before = System.nanoTime();
        var _ = client.call(negate, List.of(scalar));
        call[i] = System.nanoTime() - before;
      }
    }
    print("4 bytes up and down (two calls)", transfer);
    print("4 bytes to the device and back (one call)", call);
    print("execute of a 3-element add", execute);
  }

  private static void transfers(RuntimeClient client) {
    HostArray array = HostArray.zeros(ArrayType.of(DType.U8, (long) MEBIBYTES << 20));
    long[] up = new long[TRANSFERS];
    long[] down = new long[TRANSFERS];
    for (int i = 0; i < TRANSFERS; i++) {
      long before = System.nanoTime();
      var there = client.upload(array);
      up[i] = System.nanoTime() - before;
      before = System.nanoTime();
      var _ = client.download(there);
      down[i] = System.nanoTime() - before;
      there.close();
    }
    System.out.printf(
        "upload %.0f MB/s, download %.0f MB/s (best of %d)%n", rate(up), rate(down), TRANSFERS);
  }

  private static double rate(long[] nanos) {
    return MEBIBYTES * 1.048576 / (Arrays.stream(nanos).min().orElseThrow() / 1e9);
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: min %.0f us, median %.0f us, p99 %.0f us%n",
        what, nanos[0] / 1e3, nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3);
  }
}
