package dev.ranvier.runtime.train;

import java.util.Map;
import java.util.TreeMap;

/// How a trained network does on samples.
///
/// @param samples how many
/// @param correct how many were told right
/// @param spikes of each population, by its name, all samples together
/// @param dropped events of each projection, by its name, all samples together
public record Tested(
    int samples, long correct, Map<String, Long> spikes, Map<String, Long> dropped) {
  public Tested {
    spikes = new TreeMap<>(spikes);
    dropped = new TreeMap<>(dropped);
  }

  /// In [0, 1].
  public double accuracy() {
    return (double) correct / samples;
  }
}
