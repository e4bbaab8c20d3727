package dev.ranvier.runtime.client;

import dev.ranvier.runtime.protocol.AccessToken;
import io.grpc.Channel;
import java.time.Duration;
import java.util.Optional;

/// How to talk to a runtime.
///
/// @param deviceSet which of its device sets to use; empty takes its first
/// @param tls how to know it, and how to be known by it; empty speaks plain text
/// @param token what it asks for, if anything; never sent in plain text but on this machine
/// @param connect how long to wait for a first answer
/// @param compile how long one compilation may take
/// @param transfer how long one upload or download may take
public record ClientOptions(
    String deviceSet,
    Optional<ClientTls> tls,
    Optional<AccessToken> token,
    Duration connect,
    Duration compile,
    Duration transfer) {
  public static final ClientOptions DEFAULT =
      new ClientOptions(
          "",
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10));

  public ClientOptions withDeviceSet(String name) {
    return new ClientOptions(name, tls, token, connect, compile, transfer);
  }

  public ClientOptions withTls(ClientTls other) {
    return new ClientOptions(deviceSet, Optional.of(other), token, connect, compile, transfer);
  }

  public ClientOptions withToken(AccessToken shown) {
    return new ClientOptions(deviceSet, tls, Optional.of(shown), connect, compile, transfer);
  }

  public ClientOptions withConnect(Duration patience) {
    return new ClientOptions(deviceSet, tls, token, patience, compile, transfer);
  }

  /// A channel that shows the token in every call, if there is one.
  Channel showingToken(Channel channel) {
    return token.map(shown -> shown.showingOn(channel)).orElse(channel);
  }
}
