package dev.ranvier.examples.bench.service;

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
import java.util.concurrent.atomic.AtomicLong;

/// Row 13: one tenant has a hundred executions waiting at any moment, another has one. While that
/// other asks for less than its share of the device (it pauses between two executions, as a client
/// that works with its results does), it is to keep 80 % of what it had alone. When it asks for the
/// whole device, it is to keep 80 % of its fair share: of half of what the device does for both, or
/// of what it had alone if that is less.
final class FloodingTenant {
  private static final String FLOODER = "token-of-the-flooder";
  private static final String OTHER = "token-of-the-other";
  private static final int FLOOD = 100;
  private static final int STEPS = 400_000;
  private static final Duration PAUSE = Duration.ofMillis(40);

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong flooded = new AtomicLong();

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
      flood(flooder, flood);
      Thread.sleep(1000);
      double beside = rate(other, period, PAUSE);
      long before = flooded.get();
      double greedyBeside = rate(other, period, Duration.ZERO);
      double device = greedyBeside + (flooded.get() - before) / (period.toMillis() / 1e3);
      over.set(true);
      double kept = beside / alone;
      double share = Math.min(greedyAlone, device / 2);
      return Figure.of(
          kept >= 0.8 && greedyBeside >= 0.8 * share,
          "keeps %.0f %% (%.1f of %.1f executions a second) beside %d waiting executions of the other; back to back %.1f of %.1f, which is %.0f %% of its fair share (the device did %.1f for both)",
          100 * kept,
          beside,
          alone,
          FLOOD,
          greedyBeside,
          greedyAlone,
          100 * greedyBeside / share,
          device);
    } finally {
      over.set(true);
    }
  }

  private void flood(RuntimeClient client, ExecutorService threads) {
    var steps = client.compile("steps", Modules.STEPS);
    var n = client.upload(HostArray.of(new int[] {STEPS}));
    var x = client.upload(Modules.three());
    for (int i = 0; i < FLOOD; i++) {
      var _ =
          threads.submit(
              () -> {
                while (!over.get()) {
                  client.execute(steps, List.of(n, x)).close();
                  flooded.incrementAndGet();
                }
              });
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
