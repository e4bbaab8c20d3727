package dev.ranvier.runtime.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ChunkedRun;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.ProgressListener;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.process.ChildJava;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server in a process of its own is told to end by SIGTERM.
@Timeout(150)
class DrainTest {
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  @Test
  void runningCallFinishesAndItsResultComesHome() throws Exception {
    try (Served served = Served.start(Duration.ofSeconds(25));
        RuntimeClient client = RuntimeClient.connect(served.address())) {
      var steps = client.compile("steps", Programs.STEPS);
      var n = client.upload(HostArray.of(new int[] {300_000}));
      var drive = client.upload(HostArray.of(new float[] {1, 2, 3}, 3));
      var state = client.upload(HostArray.of(new float[3], 3));
      ProgressListener ending =
          (done, _, _) -> {
            if (done == 1) {
              served.process.destroy();
              served.awaitDrain();
              assertThatThrownBy(() -> RuntimeClient.connect(served.address()))
                  .as("a new session")
                  .isInstanceOf(RuntimeFailure.class)
                  .hasMessageContaining("about to end");
            }
          };
      var outcome =
          client.execute(
              steps,
              List.of(n, drive, state),
              ExecuteOptions.ONCE.inChunks(ChunkedRun.of(8, Map.of(0, 2))),
              ending);
      assertThat(client.download(outcome.outputs().getFirst()).floats()[0]).isGreaterThan(1);
      assertThat(served.endsWithin(LONGEST_END)).isTrue();
      assertThat(served.worker.isAlive()).isFalse();
    }
  }

  @Test
  void callThatNeverEndsIsCutOff() throws Exception {
    try (Served served = Served.start(Duration.ofSeconds(1));
        RuntimeClient client = RuntimeClient.connect(served.address())) {
      var endless = client.compile("endless", Programs.ENDLESS);
      var x = client.upload(HostArray.of(new float[] {1}));
      Thread busy =
          Thread.ofPlatform()
              .start(
                  () ->
                      assertThatThrownBy(() -> client.execute(endless, List.of(x)))
                          .isInstanceOf(RuntimeFailure.class));
      Thread.sleep(1000);
      served.process.destroy();
      assertThat(served.endsWithin(LONGEST_END)).isTrue();
      busy.join();
      assertThat(served.worker.isAlive()).isFalse();
    }
  }

  /// The server's process.
  private record Served(Process process, ProcessHandle worker, int port, ManagedChannel channel)
      implements AutoCloseable {
    static Served start(Duration drain) throws Exception {
      Process process =
          new ProcessBuilder(
                  ChildJava.command(
                      ServedMain.class, List.of("-Xmx256m"), List.of(drain.toString())))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader said = process.inputReader();
      int port = Integer.parseInt(String.valueOf(said.readLine()));
      ProcessHandle worker =
          ProcessHandle.of(Long.parseLong(String.valueOf(said.readLine()))).orElseThrow();
      return new Served(
          process,
          worker,
          port,
          NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }

    String address() {
      return "127.0.0.1:" + port;
    }

    /// Watches the health until it is NOT_SERVING.
    void awaitDrain() {
      BlockingClientCall<?, HealthCheckResponse> watch =
          HealthGrpc.newBlockingV2Stub(channel).watch(HealthCheckRequest.getDefaultInstance());
      try {
        HealthCheckResponse told;
        do {
          told = watch.read(20, TimeUnit.SECONDS);
        } while (told.getStatus() != ServingStatus.NOT_SERVING);
      } catch (Exception problem) {
        throw new AssertionError("health did not change", problem);
      } finally {
        watch.cancel("seen", null);
      }
    }

    boolean endsWithin(Duration patience) throws InterruptedException {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      channel.shutdownNow();
      process.destroyForcibly();
    }
  }

  /// Serves until it is told to end.
  static final class ServedMain {
    private ServedMain() {}

    public static void main(String[] arguments) throws Exception {
      OperationsSettings settings = OperationsSettings.OFF.withDrain(Duration.parse(arguments[0]));
      RuntimeServer server = TestServer.start(plain -> plain.withOperations(settings));
      server.endOnSignal();
      System.out.println(server.port());
      System.out.println(server.workers().getFirst());
      server.awaitTermination();
    }
  }
}
