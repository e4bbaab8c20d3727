package dev.ranvier.examples.data;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.train.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Images as spikes, one a pixel, the earlier the darker; the last channel of the input `in` always
/// spikes at the beginning. Training images are moved at random, anew in every epoch.
///
/// @param pooled whether images are halved before
/// @param most by how many pixels training images are moved, before they are halved
/// @param stepMs in ms
/// @param steps of a sample
public record DigitSpikes(
    Images images, boolean pooled, int most, LatencyCode code, double stepMs, int steps)
    implements Dataset {
  /// Channels of the input.
  public int channels() {
    int side = pooled ? 2 : 1;
    return images.height() / side * (images.width() / side) + 1;
  }

  @Override
  public int[] labels() {
    return images.labels();
  }

  @Override
  public Map<String, HostArray> inputs(int[] samples, Optional<RandomGenerator> augmentation) {
    List<float[]> pixels = new ArrayList<>();
    for (int sample : samples) {
      Shift shift = augmentation.map(random -> Shift.draw(random, most)).orElse(Shift.NONE);
      float[] seen = pooled ? images.pooled(sample, shift) : images.moved(sample, shift);
      float[] withBias = Arrays.copyOf(seen, seen.length + 1);
      withBias[seen.length] = 1;
      pixels.add(withBias);
    }
    ArrayType type = ArrayType.of(DType.U8, steps, samples.length, channels());
    return Map.of("in.spikes", HostArray.ofBytes(type, code.encode(pixels, stepMs, steps)));
  }
}
