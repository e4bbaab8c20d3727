package dev.ranvier.runtime.server.security;

import dev.ranvier.runtime.RuntimeFailure.Refused;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// The credentials of a listener, made from its settings. The keys and authorities in them change
/// with their files; connections that stand are left alone.
public final class ListenerCredentials {
  private ListenerCredentials() {}

  /// Plain text if there are no settings.
  ///
  /// @throws Refused if a file is missing or holds something else
  public static ServerCredentials of(Optional<TlsSettings> tls, ScheduledExecutorService clock) {
    return tls.map(settings -> tls(settings, clock)).orElseGet(InsecureServerCredentials::create);
  }

  private static ServerCredentials tls(TlsSettings settings, ScheduledExecutorService clock) {
    TlsServerCredentials.Builder credentials =
        TlsServerCredentials.newBuilder().keyManager(keys(settings, clock));
    settings
        .clientAuthorities()
        .ifPresent(
            file ->
                credentials
                    .trustManager(authorities(file, settings, clock))
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE));
    return credentials.build();
  }

  private static AdvancedTlsX509KeyManager keys(
      TlsSettings settings, ScheduledExecutorService clock) {
    AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    Path certificate = settings.certificate();
    Path key = settings.key();
    try {
      WatchedFiles.watch(
          List.of(certificate, key),
          settings.reload(),
          clock,
          () -> keys.updateIdentityCredentials(certificate.toFile(), key.toFile()));
      return keys;
    } catch (IOException | GeneralSecurityException | ParseException | RuntimeException problem) {
      throw new Refused(
          "tls: certificate %s and key %s cannot be used (%s); expected a PEM certificate chain and its PKCS 8 key"
              .formatted(certificate, key, reason(problem)),
          problem);
    }
  }

  private static AdvancedTlsX509TrustManager authorities(
      Path file, TlsSettings settings, ScheduledExecutorService clock) {
    try {
      AdvancedTlsX509TrustManager trust =
          AdvancedTlsX509TrustManager.newBuilder()
              .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
              .build();
      WatchedFiles.watch(
          List.of(file),
          settings.reload(),
          clock,
          () -> trust.updateTrustCredentials(file.toFile()));
      return trust;
    } catch (IOException | GeneralSecurityException | ParseException | RuntimeException problem) {
      throw new Refused(
          "tls: authorities of clients %s cannot be used (%s); expected PEM certificates"
              .formatted(file, reason(problem)),
          problem);
    }
  }

  private static String reason(Exception problem) {
    return problem instanceof NoSuchFileException
        ? "no such file"
        : String.valueOf(problem.getMessage());
  }
}
