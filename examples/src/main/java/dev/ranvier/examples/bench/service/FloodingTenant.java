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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Row 13: one tenant has a hundred executions waiting at any moment, another has one. While that
/// other asks for less than its share of the device (it pauses between two executions, as a client
/// that works with its results does), it is to keep 80 % of what it had alone. When it asks for the
/// whole device, it is to keep 80 % of its fair share: of half of what the device does for both, or
/// of what it had alone if that is less. With the flood and without by turns, so that whatever else
/// the machine does slows down both; the medians of the turns count.
final class FloodingTenant {
  private static final String FLOODER = "token-of-the-flooder";
  private static final String OTHER = "token-of-the-other";
  private static final int FLOOD = 100;
  private static final int STEPS = 400_000;
  private static final Duration PAUSE = Duration.ofMillis(40);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int TURNS = 5;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean flooding = new AtomicBoolean();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong flooded = new AtomicLong();

  Figure measure(Bench bench) throws Exception {
    SecuritySettings security =
        SecuritySettings.NONE.withTenants(
            Tenant.withToken("flooder", TokenDigest.of(FLOODER), Role.RUN),
            Tenant.withToken("other", TokenDigest.of(OTHER), Role.RUN));
    Duration period = Duration.ofMillis(bench.scale().of(800, 3_000));
    List<Turn> turns = new ArrayList<>();
    try (RuntimeServer server = bench.start(settings -> settings.withSecurity(security));
        ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor();
        RuntimeClient flooder = client(server, FLOODER);
        RuntimeClient other = client(server, OTHER)) {
      var _ = rate(other, Duration.ofSeconds(1), Duration.ZERO);
      flood(flooder, flood);
      for (int i = 0; i < TURNS; i++) {
        turns.add(turn(other, period));
      }
      over.set(true);
      double kept = median(turns, Turn::kept);
      double share = median(turns, Turn::share);
      return Figure.of(
          kept >= 0.8 && share >= 0.8,
          "keeps %.0f %% (%.1f of %.1f executions a second) beside %d waiting executions of the other; back to back %.1f of %.1f, which is %.0f %% of its fair share (%s; the device did %.1f for both)",
          100 * kept,
          median(turns, Turn::beside),
          median(turns, Turn::alone),
          FLOOD,
          median(turns, Turn::greedyBeside),
          median(turns, Turn::greedyAlone),
          100 * share,
          turns.stream()
              .map(turn -> String.format(Locale.ROOT, "%.0f", 100 * turn.share()))
              .collect(Collectors.joining(", ")),
          median(turns, Turn::device));
    } finally {
      over.set(true);
    }
  }

  /// Executions a second of the other tenant, with pauses and back to back, and of both together.
  private record Turn(
      double alone, double beside, double greedyAlone, double greedyBeside, double device) {
    double kept() {
      return beside / alone;
    }

    double share() {
      return greedyBeside / Math.min(greedyAlone, device / 2);
    }
  }

  private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
    return turns.stream().mapToDouble(figure).sorted().toArray()[turns.size() / 2];
  }

  private Turn turn(RuntimeClient other, Duration period) throws Exception {
    double alone = rate(other, period, PAUSE);
    double greedyAlone = rate(other, period, Duration.ZERO);
    flooding.set(true);
    var _ = Waiting.until("a flood", SOON, () -> waiting.get() >= 0.9 * FLOOD);
    double beside = rate(other, period, PAUSE);
    long before = flooded.get();
    double greedyBeside = rate(other, period, Duration.ZERO);
    double device = greedyBeside + (flooded.get() - before) / (period.toMillis() / 1e3);
    flooding.set(false);
    var _ = Waiting.until("the end of a flood", SOON, () -> waiting.get() == 0);
    return new Turn(alone, beside, greedyAlone, greedyBeside, device);
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
                  if (!flooding.get()) {
                    sleep(Duration.ofMillis(5));
                    continue;
                  }
                  waiting.incrementAndGet();
                  client.execute(steps, List.of(n, x)).close();
                  waiting.decrementAndGet();
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
