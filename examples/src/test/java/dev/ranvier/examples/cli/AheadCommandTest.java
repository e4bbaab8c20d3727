package dev.ranvier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `compile --aot` with the compiler of TPUs, which is fetched once; where that can't be, the tests
/// are skipped.
@Tag("ahead")
class AheadCommandTest {
  @TempDir Path folder;

  private record Outcome(int code, String out, String err) {}

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

  @BeforeAll
  static void fetchesTheCompiler() {
    try {
      PluginLocator locator = PluginLocator.ofSystem();
      var located = locator.locate(Optional.of(new PluginOption.Named("libtpu")));
      locator.library(located.choice(), FetchProgress.SILENT);
    } catch (PluginException problem) {
      Assumptions.assumeFalse(problem.reason() == Reason.FETCH_FAILED, problem::getMessage);
      throw problem;
    }
  }

  @Test
  void saysWhatTheCompilerMadeOfAModel() {
    Path file = folder.resolve("relay.pjrt");
    Outcome outcome = ranvier("compile", "relay", "--aot", "v5e:2x2", "-o", file.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains(
            "relay, lowered for tpu: compiled for v5e:2x2 in ",
            "arguments",
            "temporaries",
            "in its loops   0 scatter")
        .containsPattern("bundles +[1-9][0-9,]* a step")
        .contains("misleads for small loops", "wrote " + file);
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void saysSoToProgramsToo() {
    Outcome outcome = ranvier("compile", "relay", "--aot", "v6e:1x1", "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertThat(json.get("devices").getAsString()).isEqualTo("v6e:1x1");
    assertThat(json.get("target").getAsString()).isEqualTo("tpu");
    assertThat(json.getAsJsonObject("price").get("bundlesPerStep").getAsDouble()).isPositive();
    assertThat(json.getAsJsonObject("memory").get("arguments").getAsLong()).isPositive();
  }

  @Test
  void takesTheTargetThatItIsTold() {
    Outcome outcome = ranvier("compile", "relay", "--target", "cpu", "--aot", "v5e:1x1");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).startsWith("relay, lowered for cpu: compiled for v5e:1x1");
  }

  @Test
  void saysInOneLineThatThereAreNoSuchDevices() {
    Outcome outcome = ranvier("compile", "relay", "--aot", "v9:2x2");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("v9:2x2", "Invalid TPU external name", "v5e:2x2");
    assertThat(outcome.err().lines()).hasSize(1);
  }
}
