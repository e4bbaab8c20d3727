package dev.ranvier.examples.docs;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.train.Dataset;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Inputs 0 and 1 spike in samples of label 0, inputs 2 and 3 in those of label 1.
record TwoPatterns(int samples, int steps) implements Dataset {
  @Override
  public int[] labels() {
    return IntStream.range(0, samples).map(sample -> sample % 2).toArray();
  }

  @Override
  public Map<String, HostArray> inputs(int[] chosen, Optional<RandomGenerator> augmentation) {
    byte[] spikes = new byte[steps * chosen.length * 4];
    for (int step = 0; step < steps; step += 4) {
      for (int i = 0; i < chosen.length; i++) {
        int which = augmentation.map(random -> random.nextInt(2)).orElse(0);
        spikes[(step * chosen.length + i) * 4 + chosen[i] % 2 * 2 + which] = 1;
      }
    }
    ArrayType type = ArrayType.of(DType.U8, steps, chosen.length, 4);
    return Map.of("in.spikes", HostArray.ofBytes(type, spikes));
  }
}
