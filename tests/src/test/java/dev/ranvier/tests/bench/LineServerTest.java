package dev.ranvier.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.examples.bench.Device;
import dev.ranvier.examples.bench.LineServer;
import dev.ranvier.runtime.plugin.FetchProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The line server as another program sees it: one answer for each line, right numbers, and errors
/// that say what is wrong.
final class LineServerTest {
  private static final int QUEUES = 50;
  private static final int STEPS = 200;
  private static final int LONGEST = 30;
  private static final int NEURONS = 30;

  @TempDir Path folder;

  private static List<JsonObject> ask(String... lines) throws IOException {
    StringWriter out = new StringWriter();
    try (LineServer server =
        new LineServer(() -> Device.open(Optional.empty(), FetchProgress.SILENT))) {
      var in = new BufferedReader(new StringReader(String.join("\n", lines)));
      server.serve(in, new PrintWriter(out));
    }
    return out.toString()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static long[] out(JsonObject answer) {
    assertThat(answer.get("error")).as("error").isNull();
    return answer.getAsJsonArray("out").asList().stream()
        .mapToLong(JsonElement::getAsLong)
        .toArray();
  }

  private String ints(String name, int... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return Files.write(folder.resolve(name), bytes.array()).toString();
  }

  private String floats(String name, float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Files.write(folder.resolve(name), bytes.array()).toString();
  }

  @Test
  void countsWhatQueuesDeliverInEachStep() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    int[] delays = new int[QUEUES];
    Arrays.setAll(delays, _ -> random.nextInt(1, LONGEST + 1));
    byte[] events = new byte[STEPS * QUEUES];
    long[] expected = new long[STEPS];
    for (int i = 0; i < events.length; i++) {
      events[i] = (byte) (random.nextInt(10) == 0 ? 1 : 0);
      int arrival = i / QUEUES + delays[i % QUEUES];
      if (events[i] == 1 && arrival < STEPS) {
        expected[arrival]++;
      }
    }
    String load =
        """
        {"op":"load","id":7,"case":"queue","queue":"Ring","capacity":0,"n":%d,"steps":%d,\
        "max_delay":%d,"delays":"%s","events":"%s"}\
        """
            .formatted(
                QUEUES,
                STEPS,
                LONGEST,
                ints("delays", delays),
                Files.write(folder.resolve("events"), events));
    List<JsonObject> answers =
        ask(
            load,
            "{\"op\":\"run\",\"id\":7}",
            "{\"op\":\"free\",\"id\":7}",
            "{\"op\":\"run\",\"id\":7}");
    assertThat(answers).allSatisfy(answer -> assertThat(answer.get("id").getAsInt()).isEqualTo(7));
    assertThat(answers.get(0).get("compile_s").getAsDouble()).isPositive();
    assertThat(out(answers.get(1))).isEqualTo(expected);
    assertThat(answers.get(3).get("error").getAsString()).contains("nothing is loaded");
  }

  /// The protocol's own order of a step, in plain Java: arrivals reach the current after the
  /// neurons have seen it.
  private static long[] simulated(float[] weights, int[] delays, float[] drive, int steps) {
    double keepsCurrent = Math.exp(-0.1 / 2);
    double keepsVoltage = Math.exp(-0.1 / 10);
    double[][] arriving = new double[steps + LONGEST + 1][NEURONS];
    double[] current = new double[NEURONS];
    double[] voltage = new double[NEURONS];
    long[] sent = new long[steps];
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < NEURONS; i++) {
        double before = voltage[i];
        voltage[i] = before >= 1 ? 0 : keepsVoltage * before + (current[i] + drive[i]) * 0.1;
        if (before < 1 && voltage[i] >= 1) {
          sent[step]++;
          for (int j = 0; j < NEURONS; j++) {
            arriving[step + delays[i * NEURONS + j]][j] += weights[i * NEURONS + j];
          }
        }
      }
      for (int j = 0; j < NEURONS; j++) {
        current[j] = keepsCurrent * current[j] + arriving[step][j];
      }
    }
    return sent;
  }

  @ParameterizedTest
  @CsvSource({"auto, 0", "Fifo, 4", "Sorted, 4"})
  void countsTheSpikesOfANetworkInEachStep(String queue, int capacity) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    float[] weights = new float[NEURONS * NEURONS];
    int[] delays = new int[NEURONS * NEURONS];
    float[] drive = new float[NEURONS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-0.01, 0.02);
      delays[i] = random.nextInt(0, LONGEST);
    }
    for (int i = 0; i < NEURONS; i++) {
      drive[i] = (float) random.nextDouble(0.08, 0.2);
    }
    long[] expected = simulated(weights, delays, drive, 600);
    assertThat(Arrays.stream(expected).sum()).isGreaterThan(30);
    String load =
        """
        {"op":"load","id":"n","case":"rsnn","mode":"forward","queue":"%s","capacity":%d,"n":%d,\
        "steps":600,"dt":0.1,"tau_syn":2,"tau_mem":10,"theta":1,\
        "weights":"%s","delays":"%s","drive":"%s"}\
        """
            .formatted(
                queue,
                capacity,
                NEURONS,
                floats("w", weights),
                ints("d", delays),
                floats("b", drive));
    assertThat(out(ask(load, "{\"op\":\"run\",\"id\":\"n\"}").get(1))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | expected a JSON object",
        "[1] | expected a JSON object",
        "{\"id\":1} | \"op\": expected a text, got null",
        "{\"id\":1,\"op\":\"jump\"} | expected load, run or free",
        "{\"id\":1,\"op\":\"run\"} | nothing is loaded under it",
        "{\"id\":1,\"op\":\"load\",\"case\":\"train\"} | \"batch\": expected a number, got null",
        "{\"id\":1,\"op\":\"load\",\"case\":\"rsnn\",\"mode\":\"reverse\"} | \"n\": expected a number, got null",
        "{\"id\":1,\"op\":\"load\",\"case\":\"queue\",\"n\":0} | an integer of at least 1, got 0"
      })
  void saysWhatIsWrongAndGoesOn(String line, String problem) throws IOException {
    List<JsonObject> answers = ask(line, "{\"op\":\"free\",\"id\":2}");
    assertThat(answers).hasSize(2);
    assertThat(answers.getFirst().get("error").getAsString()).contains(problem).hasLineCount(1);
    assertThat(answers.getLast().get("error")).isNull();
  }
}
