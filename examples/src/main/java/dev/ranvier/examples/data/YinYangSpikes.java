package dev.ranvier.examples.data;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.train.Dataset;
import dev.ranvier.runtime.train.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The Yin-Yang data set as spikes of 5 inputs: a value v of a sample spikes at 0.5 + 10 v ms, and
/// the last input always at 0.5 ms.
///
/// @param stepMs in ms
/// @param steps of a sample
public record YinYangSpikes(double stepMs, int steps) implements Dataset {
  private static final int INPUTS = 5;
  private static final double FIRST_MS = 0.5;
  private static final double SPAN_MS = 10;
  private static final List<YinYangSample> ALL = YinYangData.all();
  private static final int TESTED = YinYangData.test().size();

  /// The points of the training file train, those of the test file test.
  public Split split() {
    return Split.given(
        IntStream.range(TESTED, ALL.size()).toArray(),
        new int[0],
        IntStream.range(0, TESTED).toArray());
  }

  @Override
  public int[] labels() {
    return ALL.stream().mapToInt(YinYangSample::part).toArray();
  }

  @Override
  public Map<String, HostArray> inputs(int[] samples, Optional<RandomGenerator> augmentation) {
    byte[] spikes = new byte[steps * samples.length * INPUTS];
    for (int i = 0; i < samples.length; i++) {
      double[] values = ALL.get(samples[i]).values();
      for (int input = 0; input < INPUTS; input++) {
        double value = input < values.length ? values[input] : 0;
        int step = (int) Math.round((FIRST_MS + SPAN_MS * value) / stepMs);
        spikes[(step * samples.length + i) * INPUTS + input] = 1;
      }
    }
    ArrayType type = ArrayType.of(DType.U8, steps, samples.length, INPUTS);
    return Map.of("in.spikes", HostArray.ofBytes(type, spikes));
  }
}
