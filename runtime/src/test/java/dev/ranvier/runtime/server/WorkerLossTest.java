package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.ProgressListener;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerLossTest {
  private RuntimeServer server;
  private RuntimeClient client;

  @BeforeEach
  void start() {
    server = TestServer.start();
    client = RuntimeClient.connect(server.address());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void killedWorkerFailsTheRunningCallAndIsReplaced() throws Exception {
    CompletableFuture<Void> running = runEndlessly(Duration.ofMinutes(5));
    // Long enough for the execution to be under way; if it were not, the call fails all the same.
    Thread.sleep(1000);
    long killed = server.workers().getFirst();
    ProcessHandle.of(killed).orElseThrow().destroyForcibly();
    assertThatThrownBy(() -> join(running, Duration.ofSeconds(2)))
        .isInstanceOf(RuntimeFailure.WorkerLost.class)
        .hasMessageContaining("worker " + killed)
        .hasMessageContaining("signal 9")
        .hasMessageNotContaining("\n");
    assertThat(addOnDevice(client)).containsExactly(2, 4, 6);
    assertThat(server.workers().getFirst()).isNotEqualTo(killed);
  }

  @Test
  void arraysOfDeadWorkerAreReportedAsGone() throws Exception {
    RemoteBuffer array = client.upload(HostArray.of(new float[] {1, 2, 3}, 3));
    ProcessHandle worker = ProcessHandle.of(server.workers().getFirst()).orElseThrow();
    worker.destroyForcibly();
    worker.onExit().get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> client.download(array))
        .isInstanceOf(RuntimeFailure.WorkerLost.class)
        .hasMessageContaining("upload and compile again");
  }

  @Test
  void sessionThatBeginsWhileTheWorkerDiesIsServedByTheNextOne() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (var other = RuntimeClient.connect(server.address())) {
        ProcessHandle.of(server.workers().getFirst()).orElseThrow().destroyForcibly();
        assertThat(addOnDevice(other)).containsExactly(2, 4, 6);
      }
    }
  }

  @Test
  void deadlineStopsWhatNeverEndsAndOthersGoOn() throws Exception {
    CompletableFuture<Void> running = runEndlessly(Duration.ofSeconds(2));
    long worker = server.workers().getFirst();
    assertThatThrownBy(() -> join(running, Duration.ofSeconds(20)))
        .isInstanceOf(RuntimeFailure.DeadlinePassed.class)
        .hasMessageContaining("took longer than 2 s");
    ProcessHandle.of(worker)
        .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5)));
    try (var other = RuntimeClient.connect(server.address())) {
      assertThat(addOnDevice(other)).containsExactly(2, 4, 6);
    }
  }

  private CompletableFuture<Void> runEndlessly(Duration deadline) {
    var endless = client.compile("endless", Programs.ENDLESS);
    var x = client.upload(HostArray.of(new float[] {1}));
    return CompletableFuture.runAsync(
        () ->
            client
                .execute(
                    endless,
                    List.of(x),
                    ExecuteOptions.ONCE.withDeadline(deadline),
                    ProgressListener.NONE)
                .close());
  }

  private static float[] addOnDevice(RuntimeClient client) {
    try (var add = client.compile("add", Programs.ADD);
        var x = client.upload(HostArray.of(new float[] {1, 2, 3}, 3));
        var outcome = client.execute(add, List.of(x, x))) {
      return client.download(outcome.outputs().getFirst()).floats();
    }
  }

  private static void join(CompletableFuture<Void> running, Duration patience) throws Throwable {
    try {
      running.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
      Assertions.fail("it ended");
    } catch (CompletionException problem) {
      throw problem.getCause() == null ? problem : problem.getCause();
    }
  }
}
