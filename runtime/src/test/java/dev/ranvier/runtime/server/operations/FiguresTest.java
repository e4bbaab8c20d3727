package dev.ranvier.runtime.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.server.security.Role;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.server.security.Tenant;
import dev.ranvier.runtime.server.security.TokenDigest;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One tenant runs a program and another shows a wrong token; then it is looked at what figures and
/// log tell of it, and what not.
@Timeout(120)
class FiguresTest {
  private static final String TOKEN = "a-token-that-nobody-may-see";
  private static final String WRONG = "a-wrong-token-that-nobody-may-see";
  private static final float[] DATA = {1.0625f, 2.1875f, 3.4375f};

  @TempDir private static Path folder;
  private static RuntimeServer server;
  private static Path log;

  @BeforeAll
  static void runSomething() {
    log = folder.resolve("calls.jsonl");
    server = TestServer.start(FiguresTest::settings);
    try (var client = connect(TOKEN);
        var program = client.compile("add", Programs.ADD);
        var x = client.upload(HostArray.of(DATA, 3));
        var outcome = client.execute(program, List.of(x, x))) {
      assertThat(client.download(outcome.outputs().getFirst()).floats()[0]).isEqualTo(2.125f);
    }
    assertThatThrownBy(() -> connect(WRONG)).isInstanceOf(RuntimeFailure.Refused.class);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void figuresCountCallsOfTenants() throws Exception {
    String figures = figures();
    assertThat(figures)
        .contains(
            "ranvier_calls_total{method=\"ranvier.runtime.v1.Runtime/Execute\",outcome=\"OK\",tenant=\"lab\"} 1.0")
        .contains(
            "ranvier_calls_total{method=\"ranvier.runtime.v1.Runtime/Hello\",outcome=\"UNAUTHENTICATED\",tenant=\"unknown\"} 1.0")
        .contains("ranvier_compile_seconds_count 1")
        .contains("ranvier_execute_seconds_count 1")
        .contains("ranvier_calls_running 0.0")
        .contains("ranvier_worker_up{device_set=\"cpu\"} 1.0")
        .contains("ranvier_device_array_bytes{device_set=\"cpu\"} 0.0")
        .contains("ranvier_transferred_bytes_total{direction=\"received\",tenant=\"lab\"}");
    assertThat(figures).containsPattern("ranvier_worker_resident_bytes\\{device_set=\"cpu\"} \\d");
  }

  @Test
  void sessionsShowWhileTheyAreOpen() throws Exception {
    try (var client = connect(TOKEN);
        var x = client.upload(HostArray.of(DATA, 3))) {
      assertThat(x.isGone()).isFalse();
      assertThat(figures())
          .contains("ranvier_sessions{tenant=\"lab\"} 1.0")
          .contains("ranvier_device_array_bytes{device_set=\"cpu\"} 12.0");
    }
    assertThat(figures()).doesNotContain("ranvier_sessions{tenant=\"lab\"} 1.0");
  }

  @Test
  void logHasOneLineForEachCallThatSaysWhoAndWhat() throws Exception {
    List<JsonObject> lines =
        logged().stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    JsonObject compile =
        lines.stream().filter(line -> method(line).endsWith("/Compile")).findFirst().orElseThrow();
    assertThat(compile.keySet())
        .containsExactly("time", "tenant", "method", "module", "outcome", "millis");
    assertThat(compile.get("tenant").getAsString()).isEqualTo("lab");
    assertThat(compile.get("outcome").getAsString()).isEqualTo("OK");
    assertThat(compile.get("millis").getAsDouble()).isPositive();
    assertThat(compile.get("module").getAsString()).isEqualTo(sha256(Programs.ADD));
    assertThat(lines).anyMatch(line -> line.get("outcome").getAsString().equals("UNAUTHENTICATED"));
  }

  @Test
  void neitherLogNorFiguresHoldSecretsOrData() throws Exception {
    byte[] bytes = new byte[12];
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .put(DATA);
    for (String text : List.of(String.join("\n", logged()), figures())) {
      assertThat(text).isNotEmpty();
      assertThat(text)
          .doesNotContain(TOKEN, WRONG, "Bearer", sha256(TOKEN))
          .doesNotContain("1.0625", "stablehlo")
          .doesNotContain(Base64.getEncoder().encodeToString(bytes))
          .doesNotContain(HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void nothingIsServedUnlessItIsAskedFor() {
    assertThat(OperationsSettings.OFF.admin()).isEmpty();
    assertThat(OperationsSettings.OFF.metrics()).isEmpty();
    assertThat(server.operations().adminPort()).as("was not asked for").isEmpty();
  }

  private static ServerSettings settings(ServerSettings plain) {
    return plain
        .withSecurity(
            SecuritySettings.NONE.withTenants(
                Tenant.withToken("lab", TokenDigest.of(TOKEN), Role.RUN)))
        .withOperations(
            OperationsSettings.OFF.withMetrics(new Listen("127.0.0.1", 0)).withCallLog(log));
  }

  /// The lines of all calls that were made before the tests; they are written a little later.
  private static List<String> logged() throws Exception {
    List<String> lines = Files.readAllLines(log);
    while (lines.stream().noneMatch(line -> line.contains("UNAUTHENTICATED"))
        || lines.stream().noneMatch(line -> line.contains("/Compile"))) {
      Thread.sleep(10);
      lines = Files.readAllLines(log);
    }
    return lines;
  }

  private static RuntimeClient connect(String token) {
    return RuntimeClient.connect(
        server.address(), ClientOptions.DEFAULT.withToken(new AccessToken(token)));
  }

  private static String figures() throws Exception {
    int port = server.operations().metricsPort().orElseThrow();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port)))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static String method(JsonObject line) {
    return line.get("method").getAsString();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
