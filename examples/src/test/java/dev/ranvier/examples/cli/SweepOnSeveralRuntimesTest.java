package dev.ranvier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.balance.Job;
import dev.ranvier.runtime.client.balance.JobSpread;
import dev.ranvier.runtime.client.balance.Place;
import dev.ranvier.runtime.client.balance.RuntimeHosts;
import dev.ranvier.runtime.client.balance.SpreadListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep on three services, each in a process of its own, of which one is killed.
class SweepOnSeveralRuntimesTest {
  private static final Pattern RESULT =
      Pattern.compile("\\[\\d+ of \\d+] (seed \\d+, (?:no drops|capacity \\d+)): (.*) \\((.*)\\)");

  @TempDir Path folder;

  /// Cheap jobs, so that it is no matter of minutes.
  @Test
  void jobsOfAKilledProcessAreDoneElsewhereOnce() throws Exception {
    List<ServeProcess> services = started(3);
    try {
      ServeProcess victim = services.get(1);
      AtomicBoolean killed = new AtomicBoolean();
      List<Job<Integer>> jobs = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int number = i;
        jobs.add(
            new Job<>(
                "job " + i,
                client -> {
                  RemoteBuffer up = client.upload(HostArray.of(new int[] {number}));
                  if (client.server().address().equals(victim.address())) {
                    killed.set(true);
                    victim.kill();
                  }
                  return client.download(up).ints()[0];
                }));
      }
      Told told = new Told();
      RuntimeHosts hosts = RuntimeHosts.parse(addresses(services), ClientOptions.DEFAULT);
      List<Integer> results = JobSpread.run(Place.of(hosts), jobs, Duration.ofSeconds(20), told);
      assertThat(results).isEqualTo(IntStream.range(0, 30).boxed().toList());
      assertThat(killed).isTrue();
      assertThat(told.again).hasPositiveValue();
      assertThat(told.done).hasSize(30).doesNotHaveDuplicates();
    } finally {
      services.forEach(ServeProcess::close);
    }
  }

  private static final class Told implements SpreadListener<Integer> {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger again = new AtomicInteger();

    @Override
    public void done(Job<Integer> job, Place place, Integer result) {
      done.add(job.name());
    }

    @Override
    public void again(Job<Integer> job, Place place, RuntimeFailure problem) {
      again.incrementAndGet();
    }
  }

  private static List<ServeProcess> started(int count) throws java.io.IOException {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addresses.add("127.0.0.1:" + freePort());
    }
    return addresses.parallelStream()
        .map(address -> ServeProcess.start("--listen", address))
        .toList();
  }

  private static String addresses(List<ServeProcess> services) {
    return String.join(",", services.stream().map(ServeProcess::address).toList());
  }

  @Test
  @Tag("nightly")
  void jobsOfAKilledServiceAreDoneElsewhereAndEachResultIsPrintedOnce() throws Exception {
    List<ServeProcess> services = started(3);
    try {
      ServeProcess victim = services.get(1);
      String addresses = addresses(services);
      AtomicBoolean killed = new AtomicBoolean();
      // The victim dies in the middle of a job: there are more of them than services.
      var out = new Watched(line -> kill(line, ", capacity ", victim, killed));
      var err = new StringWriter();
      int code =
          Main.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true))
              .execute(
                  "sweep",
                  "--runtime",
                  addresses,
                  "--seeds",
                  "2",
                  "--capacities",
                  "1,2",
                  "--epochs",
                  "1",
                  "--out",
                  folder.toString());
      assertThat(code).as(err.toString()).isZero();
      assertThat(killed).isTrue();
      assertThat(err.toString()).contains("is begun again: runtime " + victim.address());
      Map<String, List<String>> results = results(out.text());
      assertThat(results.keySet())
          .containsExactlyInAnyOrder(
              "seed 1, no drops",
              "seed 2, no drops",
              "seed 1, capacity 1",
              "seed 1, capacity 2",
              "seed 2, capacity 1",
              "seed 2, capacity 2");
      assertThat(results.values()).as(out.text()).allMatch(lines -> lines.size() == 1);
    } finally {
      services.forEach(ServeProcess::close);
    }
  }

  private static void kill(String line, String after, ServeProcess victim, AtomicBoolean killed) {
    if (line.contains(after) && killed.compareAndSet(false, true)) {
      victim.kill();
    }
  }

  private static Map<String, List<String>> results(String text) {
    Map<String, List<String>> results = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = RESULT.matcher(line);
      if (matcher.matches()) {
        results.computeIfAbsent(matcher.group(1), _ -> new ArrayList<>()).add(matcher.group(2));
      }
    }
    return results;
  }

  static int freePort() throws java.io.IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Keeps what is written, and tells of each line.
  private static final class Watched extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final java.util.function.Consumer<String> told;
    private int from;

    Watched(java.util.function.Consumer<String> told) {
      this.told = told;
    }

    @Override
    public void write(char[] characters, int start, int count) {
      text.append(characters, start, count);
      for (int end = text.indexOf("\n", from); end >= 0; end = text.indexOf("\n", from)) {
        String line = text.substring(from, end);
        from = end + 1;
        told.accept(line);
      }
    }

    String text() {
      return text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
