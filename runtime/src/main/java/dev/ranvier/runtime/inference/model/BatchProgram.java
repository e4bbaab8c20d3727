package dev.ranvier.runtime.inference.model;

import dev.ranvier.runtime.inference.model.ModelPort.Purpose;
import java.util.List;
import java.util.Optional;

/// A model's program for one size of batch.
///
/// @param batch how many samples run side by side
/// @param main StableHLO of some steps
/// @param initial StableHLO that gives the carried arrays to begin with, in the order in which
///   `inputs` has them
/// @param inputs what `main` takes
/// @param outputs what `main` gives; what is carried has the name and type of an input
public record BatchProgram(
    int batch, String main, String initial, List<ModelPort> inputs, List<ModelPort> outputs) {
  public BatchProgram {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public List<ModelPort> inputs(Purpose purpose) {
    return inputs.stream().filter(port -> port.purpose() == purpose).toList();
  }

  /// Where among the results a port stands; empty if it is none.
  public Optional<Integer> output(Purpose purpose, String name) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).purpose() == purpose && outputs.get(i).name().equals(name)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /// What one call hands to the next, in the order of the arguments.
  public List<ModelPort> carried() {
    return inputs.stream().filter(port -> port.purpose().isCarried()).toList();
  }
}
