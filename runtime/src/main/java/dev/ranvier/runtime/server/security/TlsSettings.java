package dev.ranvier.runtime.server.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a listener proves itself with, and whose clients it takes. All files are PEM, and are read
/// again when they change.
///
/// @param certificate its own first, then those that lead to an authority
/// @param key of the first certificate, PKCS 8, not encrypted
/// @param clientAuthorities who must have signed the clients' certificates; empty asks for none
/// @param reload how often to look whether the files have changed
public record TlsSettings(
    Path certificate, Path key, Optional<Path> clientAuthorities, Duration reload) {
  private static final Duration OFTEN = Duration.ofSeconds(10);

  public static TlsSettings of(Path certificate, Path key) {
    return new TlsSettings(certificate, key, Optional.empty(), OFTEN);
  }

  /// Takes only clients that show a certificate which one of the authorities has signed.
  public TlsSettings withClientAuthorities(Path file) {
    return new TlsSettings(certificate, key, Optional.of(file), reload);
  }

  public TlsSettings withReload(Duration period) {
    return new TlsSettings(certificate, key, clientAuthorities, period);
  }
}
