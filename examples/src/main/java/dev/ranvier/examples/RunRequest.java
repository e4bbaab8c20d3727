package dev.ranvier.examples;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// What a run may be told; what isn't said is the model's own choice.
///
/// @param seed of the weights and delays; of several trainings, the first one's
/// @param samples how many samples to run or to train on
/// @param batch how many samples to run side by side
/// @param out the folder that pictures go to
/// @param seeds how many trainings, each with a seed of its own
/// @param epochs of a training
/// @param gradient of a training, by its name
/// @param data of a training, by its name
/// @param keeping of a training
public record RunRequest(
    long seed,
    OptionalInt samples,
    OptionalInt batch,
    Path out,
    int seeds,
    OptionalInt epochs,
    Optional<String> gradient,
    Optional<String> data,
    Keeping keeping) {
  public RunRequest(long seed, OptionalInt samples, OptionalInt batch, Path out) {
    this(
        seed,
        samples,
        batch,
        out,
        1,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Keeping.NOTHING);
  }

  /// The model's own choices, with pictures in a folder of the current one.
  public static RunRequest defaults() {
    return new RunRequest(1, OptionalInt.empty(), OptionalInt.empty(), Path.of("out"));
  }
}
