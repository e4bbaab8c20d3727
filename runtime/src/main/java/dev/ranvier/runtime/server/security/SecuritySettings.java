package dev.ranvier.runtime.server.security;

import dev.ranvier.runtime.protocol.AccessToken;
import java.util.Optional;

/// Who may call a runtime.
///
/// @param token the one token that all callers must show, if there is one; they stay anonymous
public record SecuritySettings(Optional<AccessToken> token) {
  /// Nobody is asked for anything.
  public static final SecuritySettings NONE = new SecuritySettings(Optional.empty());

  public SecuritySettings withToken(AccessToken other) {
    return new SecuritySettings(Optional.of(other));
  }
}
