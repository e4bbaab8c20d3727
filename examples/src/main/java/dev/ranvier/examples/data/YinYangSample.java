package dev.ranvier.examples.data;

/// One point of the Yin-Yang data set: coordinates in [0, 1] and the part of the figure it lies in.
///
/// @param x horizontal coordinate, in [0, 1]
/// @param y vertical coordinate, in [0, 1]
/// @param part 0 for yin, 1 for yang, 2 for the two dots
public record YinYangSample(double x, double y, int part) {
  public YinYangSample {
    requireUnit("x", x);
    requireUnit("y", y);
    if (part < 0 || part >= YinYangData.PARTS.size()) {
      throw new IllegalArgumentException("class: expected 0, 1 or 2, got " + part);
    }
  }

  /// The four values that the network sees. Each coordinate comes with its mirror image, so that
  /// every sample has as many early as late spikes, wherever it lies.
  public double[] values() {
    return new double[] {x, y, 1 - x, 1 - y};
  }

  private static void requireUnit(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": expected a value in [0, 1], got " + value);
    }
  }
}
