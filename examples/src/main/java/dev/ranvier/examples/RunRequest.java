package dev.ranvier.examples;

import java.nio.file.Path;
import java.util.OptionalInt;

/// What a run may be told; what isn't said is the model's own choice.
///
/// @param seed of the weights and delays
/// @param samples how many samples to run
/// @param batch how many samples to run side by side
/// @param out the folder that pictures go to
public record RunRequest(long seed, OptionalInt samples, OptionalInt batch, Path out) {
  /// The model's own choices, with pictures in a folder of the current one.
  public static RunRequest defaults() {
    return new RunRequest(1, OptionalInt.empty(), OptionalInt.empty(), Path.of("out"));
  }
}
