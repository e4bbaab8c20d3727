package dev.ranvier.runtime.train;

import dev.ranvier.compiler.train.CheckpointPlan;
import dev.ranvier.runtime.array.HostArray;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A network after its training.
///
/// @param parameters what was trained, by the names of ports: weights as a simulation takes them
/// @param rows the figures of each epoch
/// @param tested after the last epoch; empty without test samples
/// @param compileTime how long the plugin compiled
/// @param trainingTime how long updates took, all epochs together
/// @param memory of an update
public record Trained(
    Map<String, HostArray> parameters,
    List<EpochRow> rows,
    Optional<Tested> tested,
    Duration compileTime,
    Duration trainingTime,
    Memory memory) {
  /// @param planned for what is kept of a batch until its way back
  /// @param temporaryBytes that the plugin's compiler takes for an update beside what goes in and
  ///   out; empty if it does not tell
  public record Memory(CheckpointPlan planned, OptionalLong temporaryBytes) {
    @Override
    public String toString() {
      String taken =
          temporaryBytes.isPresent()
              ? String.format(Locale.ROOT, "%.3g MB", temporaryBytes.getAsLong() / 1e6)
              : "unknown";
      return "checkpoints: %s; temporaries of the plugin: %s".formatted(planned, taken);
    }
  }

  /// On test samples, in [0, 1]; empty without any.
  public OptionalDouble testAccuracy() {
    return tested.stream().mapToDouble(Tested::accuracy).findFirst();
  }

  public Trained {
    parameters = Map.copyOf(parameters);
    rows = List.copyOf(rows);
  }
}
