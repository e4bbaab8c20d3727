package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.security.Role;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.server.security.Tenant;
import dev.ranvier.runtime.server.security.TokenDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Row 13: one tenant has a hundred executions waiting at any moment, another has one. That other
/// asks for less than its share of the device (it pauses between two executions, as a client that
/// works with its results does), and is to go on nearly as fast as alone. Beside it, what is left
/// to it if it asks for the whole device.
final class FloodingTenant {
  private static final String FLOODER = "token-of-the-flooder";
  private static final String OTHER = "token-of-the-other";
  private static final int FLOOD = 100;
  private static final int STEPS = 400_000;
  private static final Duration PAUSE = Duration.ofMillis(40);

  private final AtomicBoolean over = new AtomicBoolean();

  Figure measure(Bench bench) throws Exception {
    SecuritySettings security =
        SecuritySettings.NONE.withTenants(
            Tenant.withToken("flooder", TokenDigest.of(FLOODER), Role.RUN),
            Tenant.withToken("other", TokenDigest.of(OTHER), Role.RUN));
    Duration period = Duration.ofSeconds(bench.scale().of(4, 15));
    try (RuntimeServer server = bench.start(settings -> settings.withSecurity(security));
        ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor();
        RuntimeClient flooder = client(server, FLOODER);
        RuntimeClient other = client(server, OTHER)) {
      var _ = rate(other, Duration.ofSeconds(1), Duration.ZERO);
      double alone = rate(other, period, PAUSE);
      double greedyAlone = rate(other, period, Duration.ZERO);
      for (int i = 0; i < FLOOD; i++) {
        var _ = flood.submit(() -> flood(flooder));
      }
      Thread.sleep(1000);
      double beside = rate(other, period, PAUSE);
      double greedyBeside = rate(other, period, Duration.ZERO);
      over.set(true);
      double kept = beside / alone;
      return Figure.of(
          kept >= 0.8,
          "keeps %.0f %% (%.1f of %.1f executions a second) beside %d waiting executions of the other; back to back, where its fair share is half of 2 turns: %.0f %% (%.1f of %.1f)",
          100 * kept,
          beside,
          alone,
          FLOOD,
          100 * greedyBeside / greedyAlone,
          greedyBeside,
          greedyAlone);
    } finally {
      over.set(true);
    }
  }

  private void flood(RuntimeClient client) {
    while (!over.get()) {
      try {
        var _ = rate(client, Duration.ofMillis(500), Duration.ZERO);
      } catch (RuntimeFailure.Refused _) {
        // Busy: floods on.
      }
    }
  }

  /// Executions a second.
  private double rate(RuntimeClient client, Duration period, Duration pause) {
    try (var steps = client.compile("steps", Modules.STEPS);
        var n = client.upload(HostArray.of(new int[] {STEPS}));
        var x = client.upload(Modules.three())) {
      long begin = System.nanoTime();
      int done = 0;
      while (Waiting.since(begin) * 1e3 < period.toMillis()) {
        client.execute(steps, List.of(n, x)).close();
        done++;
        sleep(pause);
      }
      return done / Waiting.since(begin);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static RuntimeClient client(RuntimeServer server, String token) {
    return RuntimeClient.connect(
        server.address(), ClientOptions.DEFAULT.withToken(new AccessToken(token)));
  }
}
