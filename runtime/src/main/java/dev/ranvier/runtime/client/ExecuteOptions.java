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
/// @param key names the execution within the session: another call with the same key, arguments and
///   all, starts nothing, but has the first one's results; also while that is still running, and
///   after its caller lost the connection. Empty: every call executes
public record ExecuteOptions(
    Duration deadline, Set<Integer> donated, Optional<ChunkedRun> chunks, String key) {
  public static final ExecuteOptions ONCE =
      new ExecuteOptions(Duration.ofMinutes(10), Set.of(), Optional.empty(), "");

  public ExecuteOptions {
    donated = Set.copyOf(donated);
  }

  public ExecuteOptions withDeadline(Duration longest) {
    return new ExecuteOptions(longest, donated, chunks, key);
  }

  public ExecuteOptions donating(Set<Integer> arguments) {
    return new ExecuteOptions(deadline, arguments, chunks, key);
  }

  public ExecuteOptions inChunks(ChunkedRun run) {
    return new ExecuteOptions(deadline, donated, Optional.of(run), key);
  }

  public ExecuteOptions underKey(String name) {
    return new ExecuteOptions(deadline, donated, chunks, name);
  }
}
