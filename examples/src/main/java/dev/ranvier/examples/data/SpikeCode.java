package dev.ranvier.examples.data;

import java.util.List;

/// Turns values in [0, 1] into spike times: one spike a value, the later the larger
/// (time-to-first-spike code). Value v spikes at step `first + floor(span * v)`.
///
/// @param first step of the value 0
/// @param span steps between the value 0 and the value 1
/// @param steps steps of the whole run
public record SpikeCode(int first, int span, int steps) {
  public SpikeCode {
    if (first < 0 || span < 1 || first + span >= steps) {
      throw new IllegalArgumentException(
          "spike code: steps %d..%d do not lie in a run of %d steps"
              .formatted(first, first + span, steps));
    }
  }

  /// The step at which a value spikes.
  public int step(double value) {
    return first + (int) Math.floor(span * value);
  }

  /// The spikes of a batch, 1 where a channel spikes and else 0: [steps, samples, channels],
  /// row-major. All samples have the same number of values.
  public byte[] encode(List<double[]> samples) {
    int channels = samples.getFirst().length;
    byte[] spikes = new byte[steps * samples.size() * channels];
    for (int sample = 0; sample < samples.size(); sample++) {
      for (int channel = 0; channel < channels; channel++) {
        int step = step(samples.get(sample)[channel]);
        spikes[(step * samples.size() + sample) * channels + channel] = 1;
      }
    }
    return spikes;
  }
}
