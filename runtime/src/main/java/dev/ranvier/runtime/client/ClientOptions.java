package dev.ranvier.runtime.client;

import dev.ranvier.runtime.protocol.AccessToken;
import java.time.Duration;
import java.util.Optional;

/// How to talk to a runtime.
///
/// @param deviceSet which of its device sets to use; empty takes its first
/// @param token what it asks for, if anything
/// @param connect how long to wait for a first answer
/// @param compile how long one compilation may take
/// @param transfer how long one upload or download may take
public record ClientOptions(
    String deviceSet,
    Optional<AccessToken> token,
    Duration connect,
    Duration compile,
    Duration transfer) {
  public static final ClientOptions DEFAULT =
      new ClientOptions(
          "",
          Optional.empty(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10));

  public ClientOptions withDeviceSet(String name) {
    return new ClientOptions(name, token, connect, compile, transfer);
  }

  public ClientOptions withToken(AccessToken shown) {
    return new ClientOptions(deviceSet, Optional.of(shown), connect, compile, transfer);
  }

  public ClientOptions withConnect(Duration patience) {
    return new ClientOptions(deviceSet, token, patience, compile, transfer);
  }
}
