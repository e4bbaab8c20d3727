package dev.ranvier.examples.data;

import java.util.List;

/// Turns pixels into spike times: one spike a pixel, the earlier the darker (latency code); pixels
/// that are almost paper send nothing. Times are of so many levels only:
///
///     level = ceil(v levels),   time = first + span (levels - level) / levels
///
/// so that a pixel of 1 spikes at `first`, and no pixel later than `first + span`.
///
/// @param first time of the value 1, in ms
/// @param span in ms
/// @param levels of grey, at least 1
/// @param threshold values below it send nothing; above 0, as a value of 0 has no level
public record LatencyCode(double first, double span, int levels, double threshold) {
  /// 16 levels over 10 ms, from the beginning on, for pixels of at least a tenth.
  public static final LatencyCode DEFAULT = new LatencyCode(0, 10, 16, 0.1);

  public LatencyCode {
    if (!(first >= 0 && span > 0 && levels >= 1 && threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "latency code: expected a first time of at least 0, a positive span, a level or more and"
              + " a threshold above 0 and up to 1, got %s ms, %s ms, %d and %s"
                  .formatted(first, span, levels, threshold));
    }
  }

  /// When a value spikes, in ms; infinite if it doesn't.
  ///
  /// @param value in [0, 1]
  public double milliseconds(float value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "latency code: expected a value in [0, 1], got " + value + "; scale the pixels");
    }
    if (value < threshold) {
      return Double.POSITIVE_INFINITY;
    }
    double level = Math.ceil((double) value * levels);
    return first + span * (levels - level) / levels;
  }

  /// The spikes of a batch, 1 where a pixel spikes and else 0: [steps, samples, pixels], row by
  /// row. A time is rounded to the nearest step.
  ///
  /// @param samples of equally many pixels
  /// @param step in ms
  /// @throws IllegalArgumentException if the latest spike would come after the last step
  public byte[] encode(List<float[]> samples, double step, int steps) {
    if (Math.round((first + span) / step) >= steps) {
      throw new IllegalArgumentException(
          "latency code: spikes up to %s ms do not lie in a run of %d steps of %s ms; run longer"
              .formatted(first + span, steps, step));
    }
    int pixels = samples.getFirst().length;
    byte[] spikes = new byte[steps * samples.size() * pixels];
    for (int sample = 0; sample < samples.size(); sample++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        double time = milliseconds(samples.get(sample)[pixel]);
        if (Double.isFinite(time)) {
          int at = (int) Math.round(time / step);
          spikes[(at * samples.size() + sample) * pixels + pixel] = 1;
        }
      }
    }
    return spikes;
  }
}
