package dev.ranvier.runtime.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.train.ModelExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that is not ours: Python's tritonclient, of the interpreter that
/// `-Dtritonclient.python` or else `PATH` names. Skipped, and says so, where there is none.
class TritonClientTest {
  private static final Path SCRIPT = Path.of("src/test/python/ask_by_tritonclient.py");

  @TempDir Path folder;

  @Test
  void isAnsweredAndRefusedAsOurOwnClientIs() throws Exception {
    String python = System.getProperty("tritonclient.python", "python3");
    assumeTrue(
        hasClient(python),
        python
            + ": no tritonclient there; pip install 'tritonclient[grpc]', and name the interpreter"
            + " with -Dtritonclient.python");
    ModelFile model = ModelExport.of(SmallModels.integrating(), 8).of(Map.of());
    byte[] spikes = SmallModels.spikes(new Random(6), 3, 10);
    Path file = Files.write(folder.resolve("spikes.bin"), spikes);
    try (var server =
            InferenceServer.start(
                InferenceSettings.loopback(0), List.of(model), List.of(RuntimeClient::embedded));
        var own = new InferenceClient(server.port())) {
      InferenceClient.Answer expected = own.infer("integrating", spikes);
      List<String> lines =
          output(
                  python,
                  SCRIPT.toString(),
                  server.address(),
                  "integrating",
                  Integer.toString(SmallModels.STEPS),
                  Integer.toString(SmallModels.CHANNELS),
                  file.toString())
              .orElseThrow()
              .lines()
              .toList();
      assertThat(lines)
          .containsExactly(
              "ready True True True",
              "inputs [('in.spikes', 'UINT8', [-1, 40, 5])]",
              "outputs [('class', 'INT32', [-1]), ('logits', 'FP32', [-1, 3])]",
              "class int32 [3] " + hex(expected.bytes("class")),
              "logits float32 [3, 3] " + hex(expected.bytes("logits")),
              "StatusCode.NOT_FOUND model \"nobody\": it is not served here; there are"
                  + " [integrating]",
              "StatusCode.INVALID_ARGUMENT model \"integrating\": input \"spikes\": there is none"
                  + " such; there are \"in.spikes\"; input \"in.spikes\": it is missing; give UINT8"
                  + " [samples, 40 steps, 5 channels]",
              "StatusCode.INVALID_ARGUMENT model \"integrating\": input \"in.spikes\": expected"
                  + " UINT8 [samples, 40 steps, 5 channels], got [3, 39, 5]");
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static boolean hasClient(String python) throws InterruptedException {
    try {
      return output(python, "-c", "import numpy, tritonclient.grpc").isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  /// What a command prints; empty if it fails.
  private static Optional<String> output(String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Arrays.asList(command))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
  }
}
