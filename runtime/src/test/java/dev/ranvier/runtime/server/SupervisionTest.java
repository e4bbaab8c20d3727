package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RemoteExecutable;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the supervisor does about workers that die, stop, or take too much.
@Timeout(180)
class SupervisionTest {
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void replacesStoppedWorker() throws Exception {
    try (RuntimeServer server = TestServer.start()) {
      ProcessHandle worker = worker(server);
      signal("STOP", worker);
      assertThat(worker.onExit()).succeedsWithin(Duration.ofSeconds(5));
      assertThat(sums(server)).containsExactly(2, 4, 6);
    }
  }

  /// No module is known that passes admission and makes XLA abort: the signal comes from here, at
  /// the moment when it would come from there.
  @Test
  void moduleUnderWhichWorkersAbortIsKeptAwayFromThem() throws Exception {
    try (RuntimeServer server = TestServer.start();
        RuntimeClient client = RuntimeClient.connect(server.address())) {
      for (int i = 0; i < Quarantine.DEATHS; i++) {
        var endless = client.compile("endless", Programs.ENDLESS);
        var x = client.upload(HostArray.of(new float[] {1}));
        CompletableFuture<RuntimeFailure> running =
            CompletableFuture.supplyAsync(() -> failure(client, endless, x));
        while (server.calls() == 0) {
          Thread.sleep(10);
        }
        signal("ABRT", worker(server));
        assertThat(running.get(10, TimeUnit.SECONDS))
            .isInstanceOf(RuntimeFailure.WorkerLost.class)
            .hasMessageContaining("died (signal 6)");
      }
      assertThatThrownBy(() -> client.compile("endless", Programs.ENDLESS))
          .isInstanceOf(RuntimeFailure.Quarantined.class)
          .hasMessageContaining("module \"endless\": 2 workers died of it")
          .hasMessageContaining("change the program");
      assertThat(sums(server)).containsExactly(2, 4, 6);
    }
  }

  @Test
  void workerGetsNoMoreOfItsMachineThanItMay() throws Exception {
    try (RuntimeServer server = TestServer.start(SupervisionTest::withLittleMemory)) {
      String limits = Files.readString(Path.of("/proc/" + server.workers().getFirst() + "/limits"));
      assertThat(limits)
          .containsPattern("Max open files +512 +512")
          .containsPattern("Max address space +%d +%d".formatted(24 * GIBIBYTE, 24 * GIBIBYTE))
          .containsPattern("Max core file size +0 +0");
      assertThat(sums(server)).containsExactly(2, 4, 6);
    }
  }

  private static ServerSettings withLittleMemory(ServerSettings settings) {
    WorkerLimits limits = new WorkerLimits(512, OptionalLong.of(24 * GIBIBYTE));
    return settings.withDeviceSets(List.of(settings.deviceSets().getFirst().limitedTo(limits)));
  }

  /// What an execution ends in.
  private static RuntimeFailure failure(
      RuntimeClient client, RemoteExecutable program, RemoteBuffer argument) {
    try (var outcome = client.execute(program, List.of(argument))) {
      return new RuntimeFailure.Internal("it ended: " + outcome, null);
    } catch (RuntimeFailure problem) {
      return problem;
    }
  }

  private static ProcessHandle worker(RuntimeServer server) throws InterruptedException {
    return ProcessHandle.of(server.workers().getFirst()).orElseThrow();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  private static float[] sums(RuntimeServer server) {
    try (var client = RuntimeClient.connect(server.address());
        var add = client.compile("add", Programs.ADD);
        var x = client.upload(HostArray.of(new float[] {1, 2, 3}, 3));
        var outcome = client.execute(add, List.of(x, x))) {
      return client.download(outcome.outputs().getFirst()).floats();
    }
  }
}
