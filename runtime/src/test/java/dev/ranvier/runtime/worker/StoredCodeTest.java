package dev.ranvier.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredCodeTest {
  private static final int DAMAGED_ENTRIES = 1000;
  private static final int PROCESSES = 8;

  @TempDir private Path folder = Path.of("");

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    StoredCode code = stored(1 << 20);
    code.write(key(1), bytes(1, 1000));
    assertThat(stored(1 << 20).read(key(1))).hasValue(bytes(1, 1000));
    assertThat(code.read(key(2))).isEmpty();
    assertThat(code.takeDamaged()).isZero();
    assertThat(files()).hasSize(1);
  }

  @Test
  void loadsNoneOfThousandDamagedEntries() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    StoredCode code = stored(1 << 24);
    for (int i = 0; i < DAMAGED_ENTRIES; i++) {
      code.write(key(i), bytes(i, 500));
      damage(files().getFirst(), random);
      assertThat(code.read(key(i))).as("entry %d, seed %d", i, seed).isEmpty();
      assertThat(files()).isEmpty();
    }
    assertThat(code.takeDamaged()).isEqualTo(DAMAGED_ENTRIES);
  }

  @Test
  void entryUnderAnothersNameIsDamaged() throws IOException {
    StoredCode code = stored(1 << 20);
    code.write(key(1), bytes(1, 100));
    Files.move(files().getFirst(), folder.resolve(key(2).hex() + ".code"));
    assertThat(code.read(key(2))).isEmpty();
    assertThat(code.takeDamaged()).isEqualTo(1);
  }

  @Test
  void writersInManyProcessesLeaveOneWholeEntry() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      writers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  StoredCodeWriter.class.getName(),
                  folder.toString(),
                  key(1).hex())
              .inheritIO()
              .start());
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    assertThat(files()).hasSize(1);
    assertThat(stored(1 << 30).read(key(1))).hasValue(StoredCodeWriter.code());
  }

  @Test
  void removesWhatWasNotUsedForTheLongest() throws IOException {
    StoredCode code = stored(2500);
    for (int i = 0; i < 3; i++) {
      code.write(key(i), bytes(i, 1000));
      Files.setLastModifiedTime(file(i), FileTime.fromMillis(1_000_000L * (i + 1)));
    }
    assertThat(code.read(key(0))).isEmpty();
    assertThat(code.read(key(1))).isPresent();
    code.write(key(3), bytes(3, 1000));
    assertThat(code.read(key(1))).isPresent();
    assertThat(code.read(key(2))).isEmpty();
  }

  @Test
  void worksOnWithoutFolderThatCanBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    StoredCode code = new StoredCode(new CacheFolder(file.resolve("cache"), 1 << 20));
    code.write(key(1), bytes(1, 100));
    assertThat(code.read(key(1))).isEmpty();
    assertThat(code.takeDamaged()).isZero();
  }

  /// Flips a bit, cuts the end off, or adds to it.
  private static void damage(Path file, Random random) throws IOException {
    byte[] entry = Files.readAllBytes(file);
    switch (random.nextInt(4)) {
      case 0 -> Files.write(file, java.util.Arrays.copyOf(entry, random.nextInt(entry.length)));
      case 1 -> Files.write(file, java.util.Arrays.copyOf(entry, entry.length + 1));
      default -> {
        entry[random.nextInt(entry.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, entry);
      }
    }
  }

  private StoredCode stored(long most) {
    return new StoredCode(new CacheFolder(folder, most));
  }

  private Path file(int number) {
    return folder.resolve(key(number).hex() + ".code");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static ProgramKey key(int number) {
    return ProgramKey.of(
        new byte[] {(byte) number, (byte) (number >> 8)}, new byte[0], new byte[0]);
  }

  private static byte[] bytes(int seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
