package dev.ranvier.examples;

import dev.ranvier.compiler.train.Checkpointing;
import dev.ranvier.runtime.train.Training;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// What is kept of a training: on disk, to go on from, and in memory, for the way back through a
/// sample.
///
/// @param checkpoint the file that is written after each epoch
/// @param resume whether to go on from it
/// @param memory that checkpoints and steps of an update may take, in bytes; all is kept without it
public record Keeping(Optional<Path> checkpoint, boolean resume, OptionalLong memory) {
  public static final Keeping NOTHING = new Keeping(Optional.empty(), false, OptionalLong.empty());

  public Keeping {
    if (resume && checkpoint.isEmpty()) {
      throw new IllegalArgumentException("resume: expected a checkpoint to go on from, got none");
    }
  }

  Training of(Training training) {
    Training kept = checkpoint.map(training::checkpoint).orElse(training);
    Training resumed = resume ? kept.resumed() : kept;
    return memory.isPresent()
        ? resumed.checkpointing(Checkpointing.within(memory.getAsLong()))
        : resumed;
  }
}
