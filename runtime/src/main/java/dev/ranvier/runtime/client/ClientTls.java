package dev.ranvier.runtime.client;

import dev.ranvier.runtime.RuntimeFailure.Refused;
import dev.ranvier.runtime.protocol.Loopback;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// How a client knows a runtime, and is known by it. All files are PEM. The runtime's certificate
/// must be valid now and be for the name that the client connects to.
///
/// @param authorities who must have signed the runtime's certificate; empty takes those that the
///   JDK trusts
/// @param identity what the client shows, if it is asked for a certificate
public record ClientTls(Optional<Path> authorities, Optional<ClientIdentity> identity) {
  /// A client's certificate.
  ///
  /// @param certificate its own first, then those that lead to an authority
  /// @param key of the first certificate, PKCS 8, not encrypted
  public record ClientIdentity(Path certificate, Path key) {}

  /// Trusts whom the JDK trusts, and shows nothing.
  public static final ClientTls SYSTEM = new ClientTls(Optional.empty(), Optional.empty());

  public ClientTls withAuthorities(Path file) {
    return new ClientTls(Optional.of(file), identity);
  }

  public ClientTls withIdentity(Path certificate, Path key) {
    return new ClientTls(authorities, Optional.of(new ClientIdentity(certificate, key)));
  }

  /// What a channel is opened with.
  ///
  /// @throws Refused if a token would be sent in plain text, or a file cannot be used
  public static ChannelCredentials credentials(String host, ClientOptions options) {
    if (options.tls().isEmpty() && options.token().isPresent() && !Loopback.is(host)) {
      throw new Refused(
          "runtime %s: the token would cross the network in plain text; connect with TLS"
              .formatted(host),
          null);
    }
    return options.tls().map(ClientTls::credentials).orElseGet(InsecureChannelCredentials::create);
  }

  private ChannelCredentials credentials() {
    try {
      TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
      if (authorities.isPresent()) {
        credentials.trustManager(authorities.get().toFile());
      }
      if (identity.isPresent()) {
        credentials.keyManager(
            identity.get().certificate().toFile(), identity.get().key().toFile());
      }
      return credentials.build();
    } catch (NoSuchFileException problem) {
      throw new Refused("tls: %s: no such file".formatted(problem.getFile()), problem);
    } catch (IOException problem) {
      throw new Refused("tls: %s".formatted(problem.getMessage()), problem);
    }
  }
}
