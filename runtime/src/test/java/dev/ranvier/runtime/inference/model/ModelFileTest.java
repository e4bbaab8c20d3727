package dev.ranvier.runtime.inference.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.SmallModels;
import dev.ranvier.runtime.train.ModelExport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private static final ModelFile MODEL =
      new ModelExport(SmallModels.racing(), List.of(4, 1), OptionalInt.empty()).of(Map.of());

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackEqual() {
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    ModelFile read = ModelFile.read(file);
    assertThat(read).isEqualTo(MODEL);
    assertThat(read.programs()).extracting(BatchProgram::batch).containsExactly(1, 4);
    assertThat(read.description().stepsPerCall()).isEqualTo(4);
    assertThat(read.description().calls()).isEqualTo(10);
    assertThat(read.programFor(2).batch()).isEqualTo(4);
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    MODEL.write(folder.resolve("a"));
    MODEL.write(folder.resolve("b"));
    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThatThrownBy(() -> ModelFile.read(Path.of("nowhere.ranvier")))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model nowhere.ranvier: there is no such file; name one that `ranvier export` wrote");
  }

  @Test
  void aFileThatIsCutAnywhereIsTheUsersProblem() throws IOException {
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    byte[] whole = Files.readAllBytes(file);
    Path cut = folder.resolve("cut");
    for (int length = 0; length < whole.length; length += 1 + whole.length / 97) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelFile.read(cut))
          .as("cut at %d", length)
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("cut: it is no model file, or a part of it is missing");
    }
  }

  @Test
  void aFlippedBitIsFoundOrChangesNothing() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    byte[] whole = Files.readAllBytes(file);
    Path flipped = folder.resolve("flipped");
    int found = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(flipped, bytes);
      try {
        assertThat(ModelFile.read(flipped)).as("seed %d", seed).isEqualTo(MODEL);
      } catch (ModelFileException problem) {
        assertThat(problem).hasMessageNotContaining("\n");
        found++;
      }
    }
    assertThat(found).as("seed %d", seed).isGreaterThan(200);
  }

  @Test
  void saysAllThatIsWrongAtOnce() throws IOException {
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    change(
        file,
        text ->
            text.replace("\"steps\": 40", "\"steps\": \"forty\"")
                .replace("\"classes\": 3,", "")
                .replace("first_spike", "last_spike"),
        "batch-4/main.mlir");
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("4 problems: ")
        .hasMessageContaining("steps: expected a whole number from 0 on, got \"forty\"")
        .hasMessageContaining("classes: expected a whole number from 0 on, got nothing")
        .hasMessageContaining("answer.kind: unknown way to read an answer, \"last_spike\"")
        .hasMessageContaining("batch-4/main.mlir: it is missing")
        .hasMessageEndingWith("; export it again");
  }

  @Test
  void partsMustFitEachOther() throws IOException {
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    change(
        file,
        text ->
            text.replace("\"classes\": 3", "\"classes\": 4")
                .replace("\"steps\": 40", "\"steps\": 41"),
        "");
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("steps: expected a multiple of steps_per_call")
        .hasMessageContaining(
            "batch 1: the answer is read from RECORD \"label.spikes\" ui8[4,1,4], which is no"
                + " result");
  }

  @Test
  void refusesAnotherVersionOfTheFormat() throws IOException {
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    change(file, text -> text.replace("ranvier.model/1", "ranvier.model/2"), "");
    assertThatThrownBy(() -> ModelFile.read(file))
        .hasMessageContaining("format: expected ranvier.model/1, got ranvier.model/2");
  }

  @Test
  void deepJsonIsNoCrash() throws IOException {
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    change(file, _ -> "[".repeat(200_000), "");
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("model.json: it is no JSON");
  }

  @Test
  void keepsParametersToTheBit() {
    Path file = folder.resolve("racing.ranvier");
    MODEL.write(file);
    Map<String, HostArray> read = ModelFile.read(file).parameters();
    assertThat(read).isEqualTo(MODEL.parameters()).containsKey("in->label.weights");
  }

  private static void change(
      Path file, java.util.function.UnaryOperator<String> change, String deleted)
      throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of())) {
      Path json = zip.getPath("model.json");
      Files.writeString(json, change.apply(Files.readString(json, UTF_8)));
      if (!deleted.isEmpty()) {
        Files.delete(zip.getPath(deleted));
      }
    }
  }
}
