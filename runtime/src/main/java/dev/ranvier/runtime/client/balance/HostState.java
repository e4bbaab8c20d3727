package dev.ranvier.runtime.client.balance;

import dev.ranvier.runtime.client.ServerAddress;
import java.time.Instant;

/// What is known of a runtime.
public sealed interface HostState {
  ServerAddress address();

  /// It answered last time, or was not asked yet.
  ///
  /// @param sessions that are open there through this list of hosts
  record Serving(ServerAddress address, int sessions) implements HostState {}

  /// It did not answer last time.
  ///
  /// @param reason one line
  /// @param again when it is asked again
  record Failing(ServerAddress address, String reason, Instant again) implements HostState {}
}
