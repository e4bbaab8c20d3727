package dev.ranvier.runtime.server.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Tokens that an identity provider signs (JSON Web Tokens, RFC 7519).
///
/// @param keys the provider's public keys, a JSON Web Key Set (RFC 7517); read again when it
///   changes
/// @param issuer what `iss` must be
/// @param audience what `aud` must contain
/// @param clockSkew how far clocks may differ; at most 5 minutes
/// @param roles of whoever has a token that does not tell any in `roles`
/// @param reload how often to look whether the keys have changed
public record SignedTokenSettings(
    Path keys,
    String issuer,
    String audience,
    Duration clockSkew,
    Set<Role> roles,
    Duration reload) {
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  public SignedTokenSettings {
    roles = Set.copyOf(roles);
    if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
      throw new IllegalArgumentException(
          "jwt: clock skew: expected 0 to %d s, got %d s"
              .formatted(MOST_SKEW.toSeconds(), clockSkew.toSeconds()));
    }
  }

  /// Clocks may differ by 30 s; who is known may run programs and ask models.
  public static SignedTokenSettings of(Path keys, String issuer, String audience) {
    return new SignedTokenSettings(
        keys,
        issuer,
        audience,
        Duration.ofSeconds(30),
        Set.of(Role.RUN, Role.INFER),
        Duration.ofSeconds(10));
  }

  public SignedTokenSettings withRoles(Set<Role> others) {
    return new SignedTokenSettings(keys, issuer, audience, clockSkew, others, reload);
  }

  public SignedTokenSettings withReload(Duration period) {
    return new SignedTokenSettings(keys, issuer, audience, clockSkew, roles, period);
  }
}
