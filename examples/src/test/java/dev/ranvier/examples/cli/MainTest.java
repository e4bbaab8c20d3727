package dev.ranvier.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.Models;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line in this process: exit codes, what is printed, and what is said of mistakes.
class MainTest {
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

  private static void assertFails(Outcome outcome, int code, String... parts) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
    assertThat(outcome.err()).startsWith("ranvier: ").contains(parts);
    assertThat(outcome.err().lines()).as("lines of the message").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "compile", "export", "serve", "top", "devices", "doctor", "verify", "models",
        "bench", "sweep"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    Outcome outcome = ranvier(command, "--help");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("Usage: ranvier " + command, "Example", "--verbose");
  }

  @Test
  void namesTheVersions() {
    assertThat(ranvier("--version").out()).contains("ranvier 0.1.0", "Java 2");
  }

  @Test
  void saysThatACommandIsMissing() {
    assertFails(ranvier(), 2, "a command is missing", "ranvier --help");
  }

  @Test
  void saysWhichBenchmarksThereAre() {
    assertFails(
        ranvier("bench"), 2, "a benchmark is missing: queues, rsnn, service, tpu, or --serve");
    assertFails(ranvier("bench", "queues", "--kinds", "rings"), 2, "there are", "ring, fifo");
    assertFails(ranvier("bench", "rsnn", "--networks", "huge"), 2, "there are dense-100");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    assertFails(ranvier("mdels"), 2, "did you mean models");
  }

  @Test
  void suggestsTheModelThatWasMeant() {
    assertFails(
        ranvier("run", "yingyang"), 2, "there are relay, xor, yinyang", "did you mean yinyang?");
  }

  @Test
  void doesNotGuessAModelFromAnotherWord() {
    Outcome outcome = ranvier("compile", "photographs");
    assertFails(outcome, 2, "unknown model \"photographs\"; there are relay, xor");
    assertThat(outcome.err()).doesNotContain("did you mean");
  }

  @Test
  void namesTheTargetsThatThereAre() {
    assertFails(
        ranvier("compile", "relay", "--target", "cpus"), 2, "cpu, gpu, tpu, lpu", "mean cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "tpu", "lpu"})
  void compilesForEveryTarget(String target) {
    Outcome outcome = ranvier("compile", "relay", "--target", target);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("func.func public @main", "stablehlo.");
  }

  @Test
  void writesACallAndWhatItBeginsWithAsOnnx() {
    String file = folder.resolve("xor.onnx").toString();
    Outcome outcome = ranvier("compile", "xor", "--target", "lpu", "--format", "onnx", "-o", file);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    Path initial = folder.resolve("xor-initial.onnx");
    assertThat(outcome.out().lines()).containsExactly("wrote " + file, "wrote " + initial);
    assertThat(Path.of(file)).binaryContent().contains("ranvier".getBytes(UTF_8));
    assertThat(initial).isNotEmptyFile();
  }

  @Test
  void refusesOnnxOnStandardOutputAndFormatsThatThereAreNot() {
    assertFails(
        ranvier("compile", "xor", "--target", "lpu", "--format", "onnx"), 2, "-o FILE.onnx");
    assertFails(ranvier("compile", "xor", "--format", "onyx"), 2, "stablehlo, onnx", "mean onnx");
    assertFails(
        ranvier("compile", "xor", "--aot", "h200", "--format", "onnx"),
        2,
        "--format onnx and --aot");
  }

  @Test
  void namesEveryOpThatIsNotInOnnxWithItsJavaLine() {
    Path file = folder.resolve("relay.onnx");
    Outcome outcome = ranvier("compile", "relay", "--format", "onnx", "-o", file.toString());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("use target lpu", "stablehlo.while", "Relay.java:")
        .doesNotContain("fault of Ranvier");
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesAnOptionThatIsNotKnown() {
    assertFails(ranvier("run", "relay", "--sed", "3"), 2, "--sed", "--seed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "many", "6001"})
  void refusesNumbersOfSamplesThatCannotBe(String samples) {
    assertFails(ranvier("run", "yinyang", "--samples", samples), 2, "--samples");
  }

  @Test
  void refusesBothARuntimeAndAPlugin() {
    assertFails(
        ranvier("run", "relay", "--out", folder.toString(), "--runtime", "h:1", "--plugin", "p"),
        2,
        "--plugin",
        "--runtime");
  }

  @Test
  void saysThatNobodyAnswersAtTheRuntime() {
    assertFails(ranvier("devices", "--runtime", "localhost:1"), 1, "localhost:1", "ranvier serve");
  }

  @Test
  void saysWhatAnAddressLooksLike() {
    assertFails(ranvier("devices", "--runtime", "a b"), 1, "expected host:port");
    assertFails(ranvier("serve", "--listen", "a b"), 2, "--listen", "expected host:port");
  }

  @Test
  void saysThatThePluginIsMissing() {
    assertFails(ranvier("devices", "--plugin", "/no/such.so"), 1, "/no/such.so", "no such file");
  }

  @Test
  void saysThatThePluginIsNone() throws Exception {
    Path file = Files.writeString(folder.resolve("plugin.so"), "not a library");
    assertFails(ranvier("devices", "--plugin", file.toString()), 1, "not a shared library");
  }

  @Test
  void printsTheStackTraceOnlyWhenAsked() {
    Outcome outcome = ranvier("devices", "--runtime", "localhost:1", "--verbose");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("\tat dev.ranvier.");
  }

  @Test
  void listsTheModelsAsTextAndAsJson() {
    assertThat(ranvier("models").out()).contains("relay", "yinyang");
    var json = JsonParser.parseString(ranvier("models", "--json").out()).getAsJsonArray();
    assertThat(json.asList())
        .extracting(model -> model.getAsJsonObject().get("name").getAsString())
        .isEqualTo(Models.all().stream().map(Model::name).toList());
  }

  @Test
  void compiledModulesAreValid() {
    for (String model : List.of("relay", "xor", "yinyang", "rsnn")) {
      String file = folder.resolve(model + ".mlir").toString();
      assertThat(ranvier("compile", model, "-o", file))
          .isEqualTo(new Outcome(0, "wrote " + file + System.lineSeparator(), ""));
      Outcome verified = ranvier("verify", file);
      assertThat(verified.err()).isEmpty();
      assertThat(verified.out()).contains(file + ": valid").contains("needs StableHLO 1.0.0");
    }
  }

  @Test
  void listsTheDevicesThatItCanCompileFor() {
    assertFails(
        ranvier("compile", "relay", "--aot", "h100"), 2, "\"h100\"", "v5e:2x2", "tpu7x:2x2x1");
  }

  @Test
  void compilesForTheBatchThatIsAskedFor() {
    assertThat(ranvier("compile", "yinyang", "--batch", "17").out())
        .contains("tensor<300x17x5xui8>");
    var json =
        JsonParser.parseString(ranvier("compile", "yinyang", "--batch", "17", "--json").out())
            .getAsJsonObject();
    assertThat(json.get("batch").getAsInt()).isEqualTo(17);
    assertThat(json.get("inputs").getAsJsonArray()).isNotEmpty();
  }

  @Test
  void explainsWhichQueuesWereChosen() {
    assertThat(ranvier("compile", "relay", "--explain").out()).contains("queue:", "layout:");
  }

  @Test
  void verifyNamesFileAndLineOfAMistake() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bad.mlir"),
            """
            module {
              func.func @main() -> tensor<f32> {
                return %1 : tensor<f32>
              }
            }
            """);
    assertFails(ranvier("verify", file.toString()), 1, file + ":3");
    var json =
        JsonParser.parseString(ranvier("verify", file.toString(), "--json").out())
            .getAsJsonObject();
    assertThat(json.get("valid").getAsBoolean()).isFalse();
    assertThat(json.get("problems").getAsJsonArray()).hasSize(1);
  }

  @Test
  void verifySaysWhichStableHloIsNeededAndWhenTheStampSaysLess() throws Exception {
    String text =
        """
        module attributes {ranvier.stablehlo_version = "1.4.0"} {
          func.func @main(%x: tensor<f32>) -> tensor<f32> {
            %0 = stablehlo.tan %x : tensor<f32>
            return %0 : tensor<f32>
          }
        }
        """;
    Path file = Files.writeString(folder.resolve("tan.mlir"), text);
    assertThat(ranvier("verify", file.toString()).out())
        .isEqualTo(file + ": valid, 1 function, needs StableHLO 1.4.0" + System.lineSeparator());
    Files.writeString(file, text.replace("1.4.0", "1.3.0"));
    assertFails(ranvier("verify", file.toString()), 1, file + ":3", "\"1.4.0\"", "stablehlo.tan");
  }

  @Test
  void verifySaysWhatIsNoTextOfStableHlo() throws Exception {
    assertFails(ranvier("verify", folder.resolve("none").toString()), 1, "no such file");
    assertFails(ranvier("verify", folder.toString()), 1, "a folder");
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {'M', 'L', (byte) 0xef, 'R'});
    assertFails(ranvier("verify", bytes.toString()), 1, "not UTF-8 text");
  }

  @Test
  void runPrintsTheReportAndTheFiles() {
    Outcome outcome = ranvier("run", "relay", "--out", folder.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("3.0 ms later than the first", "wrote " + folder.resolve("relay-raster.png"));
    assertThat(folder.resolve("relay-voltage.svg")).isNotEmptyFile();
  }

  @Test
  void runPrintsJson() {
    Outcome outcome =
        ranvier(
            "run", "yinyang-untrained", "--samples", "20", "--out", folder.toString(), "--json");
    var json = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertThat(json.get("samples").getAsInt()).isEqualTo(20);
    assertThat(json.get("firstSpikes").getAsJsonArray()).hasSize(3);
  }

  @Test
  void runOfATrainedModelNeedsABatchOfSamples() {
    assertFails(
        ranvier("run", "xor", "--samples=20"),
        2,
        "--samples: expected at least one batch of 50, got 20; give more, or a smaller --batch");
  }

  @Test
  void runOfATrainedModelPrintsEachSeedAsJson() {
    Outcome outcome =
        ranvier("run", "xor", "--epochs=1", "--seeds=2", "--out", folder.toString(), "--json");
    var seeds = JsonParser.parseString(outcome.out()).getAsJsonObject().getAsJsonArray("seeds");
    assertThat(seeds).hasSize(2);
    assertThat(seeds.get(0).getAsJsonObject().get("testAccuracy").getAsDouble()).isBetween(0., 1.);
  }

  @Test
  void runFindsOutFirstThatPicturesCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertFails(ranvier("run", "relay", "--out", file.toString()), 1, file.toString());
  }

  @Test
  void doctorSaysWhichPluginWasChosenAndWhy() {
    Outcome outcome = ranvier("doctor");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("JDK ", "chosen: ", "PJRT API", "StableHLO", "device 0");
  }

  @Test
  void doctorReportsAPluginThatDoesNotWork() {
    assertFails(ranvier("doctor", "--plugin", "/no/such.so"), 1, "/no/such.so", "no such file");
    var json =
        JsonParser.parseString(ranvier("doctor", "--plugin", "/no/such.so", "--json").out())
            .getAsJsonObject();
    assertThat(json.get("problem").getAsString()).contains("no such file");
  }
}
