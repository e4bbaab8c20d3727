package dev.ranvier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep on three services, each in a process of its own, of which one is killed.
class SweepOnSeveralRuntimesTest {
  private static final Pattern RESULT =
      Pattern.compile("\\[\\d+ of \\d+] (seed \\d+, (?:no drops|capacity \\d+)): (.*) \\((.*)\\)");

  @TempDir Path folder;

  @Test
  void jobsOfAKilledServiceAreDoneElsewhereAndEachResultIsPrintedOnce() throws Exception {
    List<ServeProcess> services = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        services.add(ServeProcess.start("--listen", "127.0.0.1:" + freePort()));
      }
      ServeProcess victim = services.get(1);
      String addresses = String.join(",", services.stream().map(ServeProcess::address).toList());
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

  private static int freePort() throws java.io.IOException {
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
