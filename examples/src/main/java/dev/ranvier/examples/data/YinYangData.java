package dev.ranvier.examples.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// The Yin-Yang data set: points of the yin-yang figure, to be told apart by the part they lie in.
/// Small and not linearly separable, it is a usual first task for spiking networks.
///
/// Source: L. Kriener, J. Göltz, M. A. Petrovici, "The Yin-Yang Dataset", NICE 2022 (arXiv
/// 2102.08211). The resources hold the points of its generator with seed 42 (training, 5,000
/// points) and seed 40 (test, 1,000 points), one line `x,y,class` each.
public final class YinYangData {
  /// The parts of the figure; a class is an index into this list.
  public static final List<String> PARTS = List.of("yin", "yang", "dots");

  private static final String HEADER = "x,y,class";

  private YinYangData() {}

  /// The 1,000 test points.
  public static List<YinYangSample> test() {
    return read("yinyang_test.csv");
  }

  /// The 5,000 training points.
  public static List<YinYangSample> training() {
    return read("yinyang_train.csv");
  }

  /// The test points and then the training points: 6,000 in a fixed order.
  public static List<YinYangSample> all() {
    return Stream.concat(test().stream(), training().stream()).toList();
  }

  private static List<YinYangSample> read(String name) {
    try (InputStream stream = YinYangData.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("data file " + name + " is missing from the examples");
      }
      var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return parse(name, lines.lines().toList());
    } catch (IOException problem) {
      throw new UncheckedIOException("data file " + name + ": " + problem.getMessage(), problem);
    }
  }

  /// The points of a file with a header line; an error names the file and the line.
  static List<YinYangSample> parse(String name, List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      throw new IllegalArgumentException(name + ":1: expected the header " + HEADER);
    }
    return lines.stream()
        .gather(Gatherers.<String, Line>scan(() -> new Line(0, ""), Line::next))
        .skip(1)
        .map(line -> line.sample(name))
        .toList();
  }

  private record Line(int number, String text) {
    Line next(String following) {
      return new Line(number + 1, following);
    }

    YinYangSample sample(String file) {
      try {
        String[] fields = text.split(",", -1);
        if (fields.length != 3) {
          throw new IllegalArgumentException("expected 3 fields, got " + fields.length);
        }
        return new YinYangSample(
            Double.parseDouble(fields[0]),
            Double.parseDouble(fields[1]),
            Integer.parseInt(fields[2]));
      } catch (IllegalArgumentException problem) {
        throw new IllegalArgumentException(
            file + ":" + number + ": " + problem.getMessage(), problem);
      }
    }
  }
}
