package dev.ranvier.runtime.server.operations;

import dev.ranvier.runtime.server.security.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What an operator wants to see of a runtime.
///
/// @param admin where to serve health, reflection, channelz and the admin service; off unless said
/// @param metrics where to serve figures for Prometheus, over HTTP; off unless said
/// @param callLog the file that gets a line for each call; off unless said
/// @param drain how long running calls may take when the runtime is asked to end
public record OperationsSettings(
    Optional<Listen> admin, Optional<Listen> metrics, Optional<Path> callLog, Duration drain) {
  /// The longest that a drain may take, so that the workers have ended 30 s after the signal.
  public static final Duration LONGEST_DRAIN = Duration.ofSeconds(25);

  /// Where the admin service listens if it is on and nothing else is said.
  public static final int DEFAULT_ADMIN_PORT = 8471;

  /// Nothing is served, nothing written.
  public static final OperationsSettings OFF =
      new OperationsSettings(Optional.empty(), Optional.empty(), Optional.empty(), LONGEST_DRAIN);

  public OperationsSettings {
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException(
          "drain: expected 0 to %d s, got %d s"
              .formatted(LONGEST_DRAIN.toSeconds(), drain.toSeconds()));
    }
  }

  public OperationsSettings withAdmin(Listen where) {
    return new OperationsSettings(Optional.of(where), metrics, callLog, drain);
  }

  public OperationsSettings withMetrics(Listen where) {
    return new OperationsSettings(admin, Optional.of(where), callLog, drain);
  }

  public OperationsSettings withCallLog(Path file) {
    return new OperationsSettings(admin, metrics, Optional.of(file), drain);
  }

  public OperationsSettings withDrain(Duration longest) {
    return new OperationsSettings(admin, metrics, callLog, longest);
  }
}
