package dev.ranvier.runtime.train;

import dev.ranvier.runtime.array.HostArray;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Samples to train on or to evaluate: what each looks like to the network's inputs, and its label.
public interface Dataset {
  /// One for each sample, from 0.
  int[] labels();

  /// The spikes of some samples, not 0 where there is one.
  ///
  /// @param samples indices
  /// @param augmentation present in training: what may be changed at random is changed by it
  /// @return for each input of the network `ui8[steps, samples, channels]`, by the name of its port
  ///   (`in.spikes`)
  Map<String, HostArray> inputs(int[] samples, Optional<RandomGenerator> augmentation);
}
