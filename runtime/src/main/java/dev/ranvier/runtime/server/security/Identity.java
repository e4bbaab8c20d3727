package dev.ranvier.runtime.server.security;

import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Headers;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Finds out who calls: by the token shown, else by the client certificate. A token that is shown
/// and wrong is refused even if the certificate would do.
final class Identity {
  private static final String BEARER = "Bearer ";

  private final Optional<TokenDigest> shared;
  private final Map<TokenDigest, Caller> tokens;
  private final Map<String, Caller> certificates;
  private final Optional<SignedTokens> signed;
  private final boolean byCertificateAlone;

  Identity(SecuritySettings settings, ScheduledExecutorService clock) {
    shared = settings.token().map(AccessToken::reveal).map(TokenDigest::of);
    tokens = byKey(settings, Tenant::token);
    certificates = byKey(settings, Tenant::certificate);
    signed = settings.signed().map(each -> SignedTokens.of(each, clock));
    byCertificateAlone =
        settings.tls().flatMap(TlsSettings::clientAuthorities).isPresent()
            && settings.tenants().isEmpty()
            && !settings.asksForTokens();
  }

  /// Who makes a call; empty if the caller has shown nothing where something is asked for.
  ///
  /// @throws io.grpc.StatusRuntimeException UNAUTHENTICATED if what was shown is wrong
  Optional<Caller> of(Metadata headers, Attributes connection) {
    String shown = headers.get(Headers.AUTHORIZATION);
    if (shown != null && asksForTokens()) {
      return Optional.of(
          byToken(shown)
              .orElseThrow(
                  () ->
                      Failures.unidentified(
                          "token: not one that this runtime knows, or no longer valid; ask its operator for one")));
    }
    return asksForNothing() ? Optional.of(Caller.ANONYMOUS) : byCertificate(connection);
  }

  private boolean asksForTokens() {
    return shared.isPresent() || signed.isPresent() || !tokens.isEmpty();
  }

  private boolean asksForNothing() {
    return !asksForTokens() && certificates.isEmpty() && !byCertificateAlone;
  }

  private Optional<Caller> byToken(String shown) {
    if (!shown.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    String token = shown.substring(BEARER.length()).strip();
    TokenDigest digest = TokenDigest.of(token);
    if (shared.filter(digest::equals).isPresent()) {
      return Optional.of(Caller.ANONYMOUS);
    }
    Caller known = tokens.get(digest);
    return known != null ? Optional.of(known) : signed.flatMap(each -> each.caller(token));
  }

  private Optional<Caller> byCertificate(Attributes connection) {
    Optional<X509Certificate> shown = certificate(connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    if (byCertificateAlone) {
      return shown
          .flatMap(CertificateNames::first)
          .map(name -> new Caller(name, Caller.ANONYMOUS.roles()));
    }
    return shown.stream()
        .flatMap(CertificateNames::of)
        .flatMap(name -> Stream.ofNullable(certificates.get(name)))
        .findFirst();
  }

  /// The client's own certificate, which the listener has found to be valid.
  private static Optional<X509Certificate> certificate(@Nullable SSLSession session) {
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate own
          ? Optional.of(own)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  private static <K> Map<K, Caller> byKey(
      SecuritySettings settings, Function<Tenant, Optional<K>> key) {
    return settings.tenants().stream()
        .filter(tenant -> key.apply(tenant).isPresent())
        .collect(Collectors.toMap(tenant -> key.apply(tenant).orElseThrow(), Tenant::caller));
  }
}
