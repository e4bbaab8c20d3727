package dev.ranvier.runtime.server.security;

import java.util.Optional;
import java.util.Set;

/// A caller that the operator named beforehand.
///
/// @param name unique
/// @param roles what it may do
/// @param token of the token that it shows, if it has one
/// @param certificate the name in the client certificate that it shows, if it has one: one of its
///   DNS names or URIs, or else the common name of its subject
public record Tenant(
    String name, Set<Role> roles, Optional<TokenDigest> token, Optional<String> certificate) {
  public Tenant {
    roles = Set.copyOf(roles);
    if (token.isEmpty() && certificate.isEmpty()) {
      throw new IllegalArgumentException(
          "tenant \"%s\": expected a token or a certificate, got neither".formatted(name));
    }
  }

  public static Tenant withToken(String name, TokenDigest token, Role... roles) {
    return new Tenant(name, Set.of(roles), Optional.of(token), Optional.empty());
  }

  public static Tenant withCertificate(String name, String certificate, Role... roles) {
    return new Tenant(name, Set.of(roles), Optional.empty(), Optional.of(certificate));
  }

  Caller caller() {
    return new Caller(name, roles);
  }
}
