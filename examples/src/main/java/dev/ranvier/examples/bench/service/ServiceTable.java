package dev.ranvier.examples.bench.service;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The acceptance figures of the runtime service: what is done to it, what is asked of it, and who
/// measures that.
public final class ServiceTable {
  private static final List<Row> ROWS =
      List.of(
          row(
              1,
              "malformed and mutated modules",
              "0 crashes, 1 s at most, op and line",
              bench -> new MalformedModules().measure(bench)),
          row(
              2,
              "nesting 10,000 deep, dims 2^62, 1 GiB constant",
              "refused in 100 ms, memory 2x the message at most",
              bench -> new HugeModules().measure(bench)),
          row(
              3,
              "module under which workers abort",
              "error in 2 s, 2 workers at most, then quarantined",
              BrokenPrograms::aborting),
          row(
              4,
              "endless while",
              "worker killed at deadline + 1 s, others served",
              BrokenPrograms::endless),
          row(
              5,
              "kill -9 of a worker in execute, compile, transfer, cache write",
              "UNAVAILABLE in 2 s, new worker in 5 s, retry succeeds always, no torn entry",
              bench -> new KilledWorkers().measure(bench)),
          row(6, "kill -STOP of a worker", "noticed in 5 s, replaced", StoppedProcesses::stopped),
          row(
              7,
              "kill -9 of the server",
              "workers gone in 2 s, clients connect again",
              StoppedProcesses::killedServer),
          row(
              8,
              "crash loop",
              "back-off, NOT_SERVING after 5 deaths in 60 s",
              StoppedProcesses::crashLoop),
          row(9, "one idempotency key, 100 at once", "executed once", HeldThings::sameKey),
          row(10, "client lost", "device bytes back exactly", HeldThings::lostClient),
          row(11, "guessed handles", "all NOT_FOUND", HeldThings::guessedHandles),
          row(
              12,
              "1,000 clients",
              "0 lost, queue bounded, excess told when to retry",
              bench -> new ManyClients().measure(bench)),
          row(
              13,
              "one tenant floods 100x",
              "others keep 80 %",
              bench -> new FloodingTenant().measure(bench)),
          row(
              14,
              "500 stalled uploads, ping flood, rapid reset",
              "healthy p99 2x at most, memory +100 MiB at most",
              bench -> new HostileConnections().measure(bench)),
          row(15, "3 GiB array both ways", "checksums equal", LargeArrays::measure),
          row(
              16,
              "cancels that race completion",
              "0 crashes, nothing leaks",
              bench -> new RacingCancels().measure(bench)),
          row(17, "soak", "memory and descriptors flat", bench -> new Soak().measure(bench)),
          row(
              18,
              "cache: full disk, no folder, flipped bits, many processes",
              "runs on, 0 bad loads, one valid entry",
              bench -> new DamagedCache().measure(bench)),
          row(
              19,
              "certificates and tokens that are no good",
              "all refused",
              bench -> new Identities().measure(bench)),
          row(20, "full queues of a running model", "counted, or an error", FullQueues::measure));

  private ServiceTable() {}

  /// A row that was measured.
  ///
  /// @param seconds how long that took
  public record Line(
      int number, String what, String bar, String measured, boolean met, double seconds) {}

  /// The numbers of all rows.
  public static List<Integer> numbers() {
    return ROWS.stream().map(Row::number).toList();
  }

  /// Measures a row. Whatever goes wrong becomes a line that is not met.
  public static Line measure(int number, Bench bench) throws InterruptedException {
    Row row = ROWS.stream().filter(each -> each.number() == number).findFirst().orElseThrow();
    long begin = System.nanoTime();
    Figure figure = figure(row, bench);
    String measured = figure.met() ? figure.text() : "not met: " + figure.text();
    return new Line(
        row.number(), row.what(), row.bar(), measured, figure.met(), Waiting.since(begin));
  }

  private static Row row(int number, String what, String bar, Row.Measure measure) {
    return new Row(number, what, bar, measure);
  }

  /// On a thread of its own, which is left behind where it does not end.
  private static Figure figure(Row row, Bench bench) throws InterruptedException {
    CompletableFuture<Figure> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("row " + row.number())
            .start(() -> complete(result, row, bench));
    try {
      return result.get(bench.scale().patience().toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      thread.interrupt();
      return Figure.of(false, "did not end in %d s", bench.scale().patience().toSeconds());
    } catch (ExecutionException problem) {
      return new Figure(String.valueOf(problem.getCause()), false);
    }
  }

  private static void complete(CompletableFuture<Figure> result, Row row, Bench bench) {
    try {
      result.complete(row.measure().on(bench));
    } catch (Exception | StackOverflowError problem) {
      result.completeExceptionally(problem);
    }
  }

  /// Whether there is such a row.
  public static boolean has(Set<Integer> numbers) {
    return Set.copyOf(numbers()).containsAll(numbers);
  }
}
