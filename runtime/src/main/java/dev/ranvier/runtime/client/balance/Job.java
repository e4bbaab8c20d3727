package dev.ranvier.runtime.client.balance;

import dev.ranvier.runtime.client.RuntimeClient;
import java.io.IOException;

/// Something to be done on a runtime, whichever it is: it may be begun several times, on one after
/// the other, until it is done once.
///
/// @param name for messages
public record Job<R>(String name, Work<R> work) {
  /// What is done.
  @FunctionalInterface
  public interface Work<R> {
    /// @param client is not the work's to close
    R run(RuntimeClient client) throws IOException;
  }
}
