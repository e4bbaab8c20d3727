package dev.ranvier.examples.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// 1,797 handwritten digits of 8 x 8 pixels, the set that comes with scikit-learn (BSD 3-clause;
/// originally the test part of "Optical Recognition of Handwritten Digits", E. Alpaydin and C.
/// Kaynak, UCI Machine Learning Repository, 1998). Source and licence stand beside the resource.
public final class SmallDigits {
  private static final int SIDE = 8;
  private static final int DARKEST = 16;
  private static final String FILE = "digits.csv.gz";

  private SmallDigits() {}

  /// All of them, in the order of the file.
  public static Images all() {
    try (var stream = SmallDigits.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException("data file " + FILE + " is missing from the examples");
      }
      var text = new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.US_ASCII);
      return parse(FILE, new BufferedReader(text).lines().toList());
    } catch (IOException problem) {
      throw new UncheckedIOException("data file " + FILE + ": " + problem.getMessage(), problem);
    }
  }

  /// Lines of 64 pixels from 0 to 16 and a label; an error names the file and the line.
  static Images parse(String file, List<String> lines) {
    float[] pixels = new float[lines.size() * SIDE * SIDE];
    int[] labels = new int[lines.size()];
    for (int line = 0; line < labels.length; line++) {
      try {
        labels[line] = parse(lines.get(line), pixels, line * SIDE * SIDE);
      } catch (IllegalArgumentException problem) {
        throw new IllegalArgumentException(
            "%s:%d: %s".formatted(file, line + 1, problem.getMessage()), problem);
      }
    }
    return new Images(SIDE, SIDE, pixels, labels);
  }

  /// Fills in the pixels of one line and returns its label.
  private static int parse(String line, float[] pixels, int from) {
    String[] fields = line.split(",", -1);
    if (fields.length != SIDE * SIDE + 1) {
      throw new IllegalArgumentException("expected 65 fields, got " + fields.length);
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels[from + i] = number(fields[i], DARKEST) / (float) DARKEST;
    }
    return number(fields[SIDE * SIDE], 9);
  }

  private static int number(String field, int most) {
    int number = Integer.parseInt(field);
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("expected a number from 0 to " + most + ", got " + number);
    }
    return number;
  }
}
