package dev.ranvier.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.operations.OperationsSettings;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.testing.TestServer;
import dev.ranvier.runtime.train.ModelExport;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What operators see of models that are served, and how these end.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InferenceOperationsTest {
  private static final long SEED = 3;

  /// In ten calls of 4 steps each; a sample spikes in its first steps.
  private final ModelFile racing = ModelExport.of(SmallModels.racing(), 8).of(Map.of());

  private final byte[] spikes = SmallModels.spikes(new Random(SEED), 1, 2);
  private RuntimeServer host;

  @BeforeAll
  void start() {
    host = TestServer.start();
  }

  @AfterAll
  void stop() {
    host.close();
  }

  private InferenceServer serve(InferenceSettings settings) {
    var seen = OperationsSettings.OFF.withMetrics(new Listen("127.0.0.1", 0));
    return InferenceServer.start(
        settings.withGuards(SecuritySettings.NONE, seen),
        List.of(racing),
        List.of(() -> RuntimeClient.connect(host.address())));
  }

  private static String figures(InferenceServer server) throws IOException, InterruptedException {
    int port = server.operations().metricsPort().orElseThrow();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port)));
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void figuresCountRequestsRowsBatchesAndWhatEndedEarly() throws Exception {
    try (var server = serve(InferenceSettings.loopback(0).withMaxDelay(Duration.ZERO));
        var client = new InferenceClient(server.port())) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.infer("racing", spikes).classes()).hasSize(1);
      }
      InferenceCounts counts = server.counts("racing");
      assertThat(counts.earlyExits()).as("of 3 batches, seed %d", SEED).isEqualTo(3);
      assertThat(figures(server))
          .contains("ranvier_inference_requests_total{model=\"racing\",outcome=\"answered\"} 3.0")
          .contains("ranvier_inference_requests_total{model=\"racing\",outcome=\"failed\"} 0.0")
          .contains("ranvier_inference_requests_total{model=\"racing\",outcome=\"left\"} 0.0")
          .contains("ranvier_inference_requests_total{model=\"racing\",outcome=\"refused\"} 0.0")
          .contains("ranvier_inference_rows_total{model=\"racing\"} 3.0")
          .contains("ranvier_inference_batches_total{model=\"racing\"} 3.0")
          .contains("ranvier_inference_early_exits_total{model=\"racing\"} 3.0")
          .contains(
              "ranvier_inference_steps_skipped_total{model=\"racing\"} %.1f"
                  .formatted(4.0 * counts.skippedCalls()))
          .contains("ranvier_inference_batch_rows_bucket{model=\"racing\",le=\"1.0\"} 3")
          .contains("ranvier_inference_batch_rows_sum{model=\"racing\"} 3.0")
          .contains("ranvier_inference_queue_seconds_count{model=\"racing\"} 3")
          .contains("ranvier_inference_batch_seconds_count{model=\"racing\"} 3")
          .contains("ranvier_inference_waiting_rows{model=\"racing\"} 0.0")
          .contains("ranvier_inference_ready{model=\"racing\"} 1.0");
    }
  }

  @Test
  void drainAnswersWhatWaitsAndRefusesWhatComes() throws Exception {
    var patient = InferenceSettings.loopback(0).withMaxDelay(Duration.ofMinutes(1)).withQueue(3);
    try (var server = serve(patient);
        var client = new InferenceClient(server.port());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<int[]>> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(threads.submit(() -> client.infer("racing", spikes).classes()));
      }
      while (server.counts("racing").requests() < 3) {
        Thread.sleep(5);
      }
      assertThatThrownBy(() -> client.infer("racing", spikes))
          .hasMessageContaining("RESOURCE_EXHAUSTED");
      assertThat(figures(server))
          .contains("ranvier_inference_waiting_rows{model=\"racing\"} 3.0")
          .contains("ranvier_inference_requests_total{model=\"racing\",outcome=\"refused\"} 1.0");
      assertThat(server.drain()).as("all were answered").isTrue();
      for (Future<int[]> each : waiting) {
        assertThat(each.get()).hasSize(1);
      }
      assertThatThrownBy(() -> client.infer("racing", spikes))
          .isInstanceOf(StatusException.class)
          .hasMessageContaining("UNAVAILABLE")
          .hasMessageContaining("about to end");
      assertThat(
              HealthGrpc.newBlockingV2Stub(client.channel())
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.NOT_SERVING);
      assertThat(figures(server))
          .contains("ranvier_inference_batch_rows_bucket{model=\"racing\",le=\"2.0\"} 0")
          .contains("ranvier_inference_batch_rows_bucket{model=\"racing\",le=\"4.0\"} 1");
    }
  }
}
