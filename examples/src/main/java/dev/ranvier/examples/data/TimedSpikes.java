package dev.ranvier.examples.data;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.train.Dataset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Samples in which every channel of the input `in` spikes once, at a time that is written out.
///
/// @param samples the times in ms, one for each channel
/// @param classes one for each sample
/// @param stepMs in ms; a time is rounded to the nearest step
/// @param steps of a sample
public record TimedSpikes(List<double[]> samples, List<Integer> classes, double stepMs, int steps)
    implements Dataset {
  public TimedSpikes {
    samples = List.copyOf(samples);
    classes = List.copyOf(classes);
    if (samples.size() != classes.size()) {
      throw new IllegalArgumentException(
          "spikes: expected a class for each of %d samples, got %d"
              .formatted(samples.size(), classes.size()));
    }
  }

  @Override
  public int[] labels() {
    return classes.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Map<String, HostArray> inputs(int[] chosen, Optional<RandomGenerator> augmentation) {
    int channels = samples.getFirst().length;
    byte[] spikes = new byte[steps * chosen.length * channels];
    for (int i = 0; i < chosen.length; i++) {
      double[] times = samples.get(chosen[i]);
      for (int channel = 0; channel < channels; channel++) {
        int step = (int) Math.round(times[channel] / stepMs);
        spikes[(step * chosen.length + i) * channels + channel] = 1;
      }
    }
    ArrayType type = ArrayType.of(DType.U8, steps, chosen.length, channels);
    return Map.of("in.spikes", HostArray.ofBytes(type, spikes));
  }
}
