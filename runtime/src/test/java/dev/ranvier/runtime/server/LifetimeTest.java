package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.RawClient;
import dev.ranvier.runtime.testing.TestServer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LifetimeTest {
  @Test
  void closingTheServerLeavesNoProcess() throws Exception {
    RuntimeServer server = TestServer.start();
    ProcessHandle worker = ProcessHandle.of(server.workers().getFirst()).orElseThrow();
    assertThat(worker.isAlive()).isTrue();
    server.close();
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void closingTheServerEndsEvenWorkerThatIsBusy() throws Exception {
    RuntimeServer server = TestServer.start();
    ProcessHandle worker = ProcessHandle.of(server.workers().getFirst()).orElseThrow();
    Thread busy = Thread.startVirtualThread(() -> Stranger.runEndlessly(server.address()));
    Thread.sleep(1500);
    server.close();
    assertThat(worker.isAlive()).isFalse();
    busy.join();
  }

  @Test
  void workerDiesWithItsParent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                Stranger.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = parent.inputReader()) {
      ProcessHandle worker = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertThat(said.readLine()).isEqualTo("running");
      assertThat(worker.isAlive()).isTrue();
      parent.destroyForcibly();
      assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(endsWithin(worker, Duration.ofSeconds(5))).isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void sessionEndsWhenItsLeaseHasRunOut() throws Exception {
    try (var server = TestServer.start(settings -> settings.withLease(Duration.ofMillis(200)))) {
      RawClient lost = new RawClient(server.port());
      assertThat(server.sessions()).isEqualTo(1);
      // Longer than the lease, which counts only from the end of the connection.
      Thread.sleep(500);
      assertThat(server.sessions()).isEqualTo(1);
      lost.close();
      for (int i = 0; i < 100 && server.sessions() > 0; i++) {
        Thread.sleep(50);
      }
      assertThat(server.sessions()).isZero();
    }
  }

  @Test
  void closedClientLeavesNoSession() {
    try (var server = TestServer.start()) {
      try (var client = RuntimeClient.connect(server.address())) {
        assertThat(client.upload(HostArray.of(new int[] {1})).isGone()).isFalse();
        assertThat(server.sessions()).isEqualTo(1);
      }
      assertThat(server.sessions()).isZero();
    }
  }

  /// A process that has ended but that nobody has reaped yet still counts as alive; it has no
  /// command any more.
  private static boolean endsWithin(ProcessHandle process, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (process.isAlive() && process.info().command().isPresent()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /// A process of its own that runs a server with a busy worker, and is killed.
  static final class Stranger {
    private Stranger() {}

    public static void main(String[] arguments) throws Exception {
      try (RuntimeServer server = TestServer.start()) {
        System.out.println(server.workers().getFirst());
        Thread running = Thread.startVirtualThread(() -> runEndlessly(server.address()));
        Thread.sleep(1500);
        System.out.println("running");
        running.join();
      }
    }

    static void runEndlessly(String address) {
      try (RuntimeClient client = RuntimeClient.connect(address)) {
        var endless = client.compile("endless", Programs.ENDLESS);
        var x = client.upload(HostArray.of(new float[] {1}));
        client.execute(endless, List.of(x)).close();
      } catch (dev.ranvier.runtime.RuntimeFailure expected) {
        System.err.println("ended as it should: " + expected.getMessage());
      }
    }
  }
}
