package dev.ranvier.runtime.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How to execute a program.
///
/// @param deadline how long the execution may take, waiting included; past it the runtime stops it
/// @param donated indices of the arguments whose arrays the execution may consume where the program
///   aliases them with a result; they are gone afterwards, also when it fails
/// @param chunks to run the program many times with its state carried over; empty: once
public record ExecuteOptions(Duration deadline, Set<Integer> donated, Optional<ChunkedRun> chunks) {
  public static final ExecuteOptions ONCE =
      new ExecuteOptions(Duration.ofMinutes(10), Set.of(), Optional.empty());

  public ExecuteOptions {
    donated = Set.copyOf(donated);
  }

  public ExecuteOptions withDeadline(Duration longest) {
    return new ExecuteOptions(longest, donated, chunks);
  }

  public ExecuteOptions donating(Set<Integer> arguments) {
    return new ExecuteOptions(deadline, arguments, chunks);
  }

  public ExecuteOptions inChunks(ChunkedRun run) {
    return new ExecuteOptions(deadline, donated, Optional.of(run));
  }
}
