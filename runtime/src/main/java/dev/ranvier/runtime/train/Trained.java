package dev.ranvier.runtime.train;

import dev.ranvier.runtime.array.HostArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// A network after its training.
///
/// @param parameters what was trained, by the names of ports: weights as a simulation takes them
/// @param rows the figures of each epoch
/// @param testAccuracy of the last epoch, in [0, 1]; empty without test samples
/// @param compileTime how long the plugin compiled
/// @param trainingTime how long updates took, all epochs together
public record Trained(
    Map<String, HostArray> parameters,
    List<EpochRow> rows,
    OptionalDouble testAccuracy,
    Duration compileTime,
    Duration trainingTime) {
  public Trained {
    parameters = Map.copyOf(parameters);
    rows = List.copyOf(rows);
  }
}
