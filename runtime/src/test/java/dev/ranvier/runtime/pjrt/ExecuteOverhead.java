package dev.ranvier.runtime.pjrt;

import java.util.List;
import java.util.Locale;

/// Prints what one call of a trivial program costs from Java, in microseconds: execute, wait, close
/// the result. The best of twenty rounds counts, since the machine may be busy.
///
/// Run it by hand: `java --enable-native-access=ALL-UNNAMED -cp ...
/// dev.ranvier.runtime.pjrt.ExecuteOverhead`.
final class ExecuteOverhead {
  private static final int CALLS = 20_000;

  private ExecuteOverhead() {}

  public static void main(String[] arguments) {
    for (TestPlugin chosen : TestPlugin.values()) {
      try (var plugin = chosen.load();
          var client = plugin.createClient();
          var add = client.compile(Programs.ADD);
          var x = TestPlugin.upload(client, 1, 2, 3)) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
          best = Math.min(best, microseconds(add, List.of(x, x)));
        }
        System.out.printf(
            Locale.ROOT, "%s, PJRT API %s: %.2f us a call%n", chosen, plugin.apiVersion(), best);
      }
    }
  }

  private static double microseconds(Executable program, List<Buffer> arguments) {
    long begin = System.nanoTime();
    for (int call = 0; call < CALLS; call++) {
      program.execute(arguments).getFirst().close();
    }
    return (System.nanoTime() - begin) / 1e3 / CALLS;
  }
}
