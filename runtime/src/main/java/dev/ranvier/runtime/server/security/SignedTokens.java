package dev.ranvier.runtime.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.ranvier.runtime.RuntimeFailure.Refused;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes callers of signed tokens. Signatures by public keys only: no `none`, and no shared
/// secrets, with which a public key could be passed off as one.
final class SignedTokens {
  private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);
  private static final int LONGEST_NAME = 128;

  private final SignedTokenSettings settings;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private volatile JWKSet keys = new JWKSet();

  private SignedTokens(SignedTokenSettings settings) {
    this.settings = settings;
    JWKSource<SecurityContext> source = (selector, _) -> selector.select(keys);
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
    processor.setJWTClaimsSetVerifier(claims(settings));
  }

  /// @throws Refused if the keys cannot be read
  static SignedTokens of(SignedTokenSettings settings, ScheduledExecutorService clock) {
    SignedTokens tokens = new SignedTokens(settings);
    try {
      WatchedFiles.watch(
          List.of(settings.keys()),
          settings.reload(),
          clock,
          () -> tokens.keys = JWKSet.load(settings.keys().toFile()));
      return tokens;
    } catch (IOException | GeneralSecurityException | ParseException | RuntimeException problem) {
      throw new Refused(
          "jwt: keys %s cannot be used (%s); expected a JSON Web Key Set"
              .formatted(settings.keys(), problem.getMessage()),
          problem);
    }
  }

  /// Who a token is of; empty if it is not to be trusted. Why not goes to the log, not to whoever
  /// shows it.
  Optional<Caller> caller(String token) {
    try {
      return caller(processor.process(token, null));
    } catch (ParseException | BadJOSEException | JOSEException refused) {
      LOG.info("a signed token was refused: {}", refused.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
    String name = claims.getSubject();
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      LOG.info("a signed token was refused: its subject is blank or over {}", LONGEST_NAME);
      return Optional.empty();
    }
    return Optional.of(new Caller(name, roles(claims.getStringListClaim("roles"))));
  }

  /// Those that the token tells and that exist here.
  private Set<Role> roles(@Nullable List<String> told) {
    return told == null
        ? settings.roles()
        : told.stream().flatMap(name -> Role.named(name).stream()).collect(Collectors.toSet());
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims(SignedTokenSettings settings) {
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(Math.toIntExact(settings.clockSkew().toSeconds()));
    return claims;
  }
}
