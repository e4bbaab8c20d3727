package dev.ranvier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.runtime.process.ChildJava;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `ranvier serve --config` in a process of its own, and the commands that talk to it.
class ServeTest {
  @TempDir private Path folder;

  private record Outcome(int code, String out, String err) {}

  @Test
  @Timeout(120)
  void servesWhatTheFileSaysUntilItIsToldToEnd() throws Exception {
    Path lab = Files.writeString(folder.resolve("lab.token"), "the-token-of-the-lab\n");
    Path watcher = Files.writeString(folder.resolve("watcher.token"), "the-token-of-a-watcher\n");
    Path config =
        Files.writeString(
            folder.resolve("server.yaml"),
            """
            listen: 127.0.0.1:0
            admin: 127.0.0.1:0
            metrics: 127.0.0.1:0
            call-log: calls.jsonl
            tenants:
              - {name: lab, roles: [run], token-file: lab.token}
              - {name: watcher, roles: [observe], token-file: watcher.token}
            """);
    Process serving =
        new ProcessBuilder(
                ChildJava.command(
                    Main.class,
                    List.of("-Xmx256m"),
                    List.of("serve", "--config", config.toString())))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = serving.inputReader()) {
      String admin = "127.0.0.1:" + after(said, "admin on port ");
      String address = after(said, "serving on ").replaceFirst(";.*", "");

      Outcome devices = ranvier("devices", "--runtime", address, "--token-file", lab.toString());
      assertThat(devices.code()).as(devices.err()).isZero();
      Outcome nobody = ranvier("devices", "--runtime", address);
      assertThat(nobody.code()).isEqualTo(1);
      assertThat(nobody.err()).contains("asks for a token").hasLineCount(1);

      Outcome top =
          ranvier(
              "top", "--runtime", admin, "--token-file", watcher.toString(), "--once", "--json");
      assertThat(top.code()).as(top.err()).isZero();
      JsonObject status = JsonParser.parseString(top.out()).getAsJsonObject();
      assertThat(status.get("sessions").getAsJsonArray()).isEmpty();
      assertThat(worker(status).get("pid").getAsLong()).isPositive();
      assertThat(worker(status).get("residentBytes").getAsLong()).isGreaterThan(10 << 20);
      Outcome view =
          ranvier("top", "--runtime", admin, "--token-file", watcher.toString(), "--once");
      assertThat(view.out()).contains("0 sessions", "device set", "Runtime/ListDevices", "calls/s");

      serving.destroy();
      assertThat(serving.waitFor(30, TimeUnit.SECONDS)).as("ended in 30 s").isTrue();
      assertThat(Files.readString(folder.resolve("calls.jsonl")))
          .contains("\"tenant\":\"lab\"")
          .doesNotContain("the-token");
    } finally {
      serving.destroyForcibly();
    }
  }

  @Test
  void mistakesOfTheFileAreWrongUsage() throws Exception {
    Path config = Files.writeString(folder.resolve("wrong.yaml"), "lease: 30\nport: 1\n");
    Outcome outcome = ranvier("serve", "--config", config.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .hasSize(2)
        .first()
        .isEqualTo(
            "ranvier: %s:1: lease: expected a time, such as 30 s, got \"30\"".formatted(config));
  }

  @Test
  void optionsThatDoNotFitTogetherAreWrongUsage() {
    assertThat(ranvier("serve", "--config", "x.yaml", "--listen", "127.0.0.1:1"))
        .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(2))
        .satisfies(outcome -> assertThat(outcome.err()).contains("leave --listen out"));
    assertThat(ranvier("serve", "--model", "x.ranvier", "--token-file", "x").err())
        .contains("about a runtime at --runtime");
    assertThat(ranvier("devices", "--ca", "lab.pem").err())
        .contains("about a runtime at --runtime");
    assertThat(ranvier("devices", "--runtime", "h:1", "--cert", "c.pem").err())
        .contains("give both, or neither");
  }

  @Test
  void modelsOfAFileAreNotMixedWithThoseOfOptions() throws Exception {
    var _ = Files.writeString(folder.resolve("xor.ranvier"), "no model");
    Path config =
        Files.writeString(folder.resolve("models.yaml"), "inference:\n  models: [xor.ranvier]\n");
    Outcome mixed = ranvier("serve", "--config", config.toString(), "--max-batch", "3");
    assertThat(mixed.code()).isEqualTo(2);
    assertThat(mixed.err()).contains("leave --max-batch out");
    Outcome damaged = ranvier("serve", "--config", config.toString());
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.err()).contains("xor.ranvier").hasLineCount(1);
  }

  @Test
  void listensOnOtherInterfacesOnlyWithTls() {
    Outcome outcome = ranvier("serve", "--listen", "0.0.0.0:8470");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("listen 0.0.0.0: programs and data", "tls").hasLineCount(1);
  }

  private static JsonObject worker(JsonObject status) {
    return status.get("workers").getAsJsonArray().get(0).getAsJsonObject();
  }

  private static String after(BufferedReader said, String start) throws Exception {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
    }
    throw new AssertionError("the server did not say: " + start);
  }

  private static Outcome ranvier(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
