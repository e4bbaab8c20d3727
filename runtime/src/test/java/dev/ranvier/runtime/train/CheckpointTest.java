package dev.ranvier.runtime.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
  private static final long SEED = 41;

  @TempDir Path folder;

  /// One array of every type, with bits as they come, and some special shapes.
  private static Checkpoint sample() {
    var random = new Random(SEED);
    Map<String, HostArray> parameters = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      byte[] bytes = new byte[6 * dtype.bytes()];
      random.nextBytes(bytes);
      parameters.put("of \"" + dtype + "\"", HostArray.ofBytes(ArrayType.of(dtype, 2, 3), bytes));
    }
    parameters.put("scalar", HostArray.of(new float[] {Float.NaN}));
    parameters.put("empty", HostArray.of(new float[0], 0, 4));
    parameters.put("größer", HostArray.of(new float[400_000], 400_000));
    Map<String, HostArray> slots =
        Map.of("sha256", HostArray.of(new double[] {-0.0, Double.MIN_VALUE}, 2));
    var state =
        new TrainingState(
            1L << 40, 17, 0.1 + 0.2, 3, Map.of("split", -1L, "sha256", Long.MAX_VALUE));
    return new Checkpoint("text \"sha256\":\"no\"\nline 2\n", state, parameters, slots);
  }

  private Path written(Checkpoint checkpoint) {
    Path file = folder.resolve("best.safetensors");
    checkpoint.write(file);
    return file;
  }

  @Test
  void whatIsReadIsEqualToTheBit() {
    Checkpoint checkpoint = sample();
    Path file = written(checkpoint);
    assertThat(Checkpoint.read(file)).as("seed %d", SEED).isEqualTo(checkpoint);
    assertThat(Checkpoint.read(file, checkpoint.model())).isEqualTo(checkpoint);
  }

  @Test
  void aTrainingThatHasNotBegunReadsBack() {
    var checkpoint = new Checkpoint("", TrainingState.begin(Map.of()), Map.of(), Map.of());
    assertThat(Checkpoint.read(written(checkpoint))).isEqualTo(checkpoint);
  }

  @Test
  void theFileIsLaidOutAsSafetensors() throws Exception {
    var parameters =
        Map.of(
            "a", HostArray.of(new boolean[] {true, false, true}, 3),
            "b", HostArray.of(new float[] {1.5f, -2}, 2, 1));
    var checkpoint =
        new Checkpoint("m", TrainingState.begin(Map.of("split", 5L)), parameters, Map.of());
    byte[] bytes = Files.readAllBytes(written(checkpoint));
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    assertThat(length % 8).isEqualTo(0);
    JsonObject header =
        JsonParser.parseString(new String(bytes, 8, length, UTF_8)).getAsJsonObject();
    assertThat(header.get("parameters/b"))
        .hasToString("{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}");
    assertThat(header.get("parameters/a"))
        .hasToString("{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[8,11]}");
    JsonObject metadata = header.getAsJsonObject("__metadata__");
    assertThat(metadata.get("seed.split").getAsString()).isEqualTo("5");
    assertThat(metadata.get("model").getAsString()).isEqualTo("m");
    assertThat(Arrays.copyOfRange(bytes, 8 + length, bytes.length))
        .containsExactly(0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0, 1, 0, 1);
  }

  @Test
  void everyFlippedBitIsFound() throws Exception {
    var checkpoint =
        new Checkpoint(
            "m",
            TrainingState.begin(Map.of()),
            Map.of("a", HostArray.of(new float[] {1, 2}, 2)),
            Map.of());
    Path file = written(checkpoint);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 4;
      Files.write(file, damaged);
      assertThatThrownBy(() -> Checkpoint.read(file))
          .as("byte %d", i)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("checkpoint " + file + ": ")
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void aFileCutShortIsRefusedWhereverItIsCut() throws Exception {
    Path file =
        written(
            new Checkpoint(
                "m",
                TrainingState.begin(Map.of()),
                Map.of("a", HostArray.of(new float[] {1, 2}, 2)),
                Map.of()));
    byte[] whole = Files.readAllBytes(file);
    for (int kept = 0; kept < whole.length; kept++) {
      Files.write(file, Arrays.copyOf(whole, kept));
      assertThatThrownBy(() -> Checkpoint.read(file))
          .as("%d bytes", kept)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void refusesAnotherModelAndShowsTheDifference() {
    var weights = HostArray.of(new float[12], 4, 3);
    var slots = Map.of("w/mean", weights);
    String written = Checkpoint.describe(Map.of("w", weights, "bias", weights), slots);
    String wanted =
        Checkpoint.describe(Map.of("w", HostArray.of(new float[8], 4, 2), "bias", weights), slots);
    var checkpoint =
        new Checkpoint(written, TrainingState.begin(Map.of()), Map.of("w", weights), slots);
    Path file = written(checkpoint);
    assertThatThrownBy(() -> Checkpoint.read(file, wanted))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            """
            checkpoint %s: it is of another model; resume with the network and optimizer it was written with, or start anew
            (- in the checkpoint, + in this program)
            - parameter w f32[4,3]
            + parameter w f32[4,2]"""
                .formatted(file));
  }

  @Test
  void anOlderCheckpointIsReplacedAndNothingElseIsLeft() throws Exception {
    Checkpoint first = new Checkpoint("1", TrainingState.begin(Map.of()), Map.of(), Map.of());
    Checkpoint second = sample();
    written(first);
    Path file = written(second);
    assertThat(Checkpoint.read(file)).isEqualTo(second);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aCheckpointThatCannotBeWrittenLeavesTheOldOne() throws Exception {
    Checkpoint first = new Checkpoint("1", TrainingState.begin(Map.of()), Map.of(), Map.of());
    Path file = written(first);
    Files.createDirectory(folder.resolve(".best.safetensors.unfinished"));
    assertThatThrownBy(() -> sample().write(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it can't be written");
    assertThat(Checkpoint.read(file)).isEqualTo(first);
  }

  @Test
  void saysWhatIsNoCheckpoint() throws Exception {
    Path file = folder.resolve("some.txt");
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("there is no such file");
    Files.writeString(file, "I am no checkpoint at all, but long enough to be one.");
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("it is not one");
    byte[] foreign =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}".getBytes(UTF_8);
    ByteBuffer whole =
        ByteBuffer.allocate(8 + foreign.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(foreign.length)
            .put(foreign);
    Files.write(file, whole.array());
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("it is not one");
  }
}
