package dev.ranvier.runtime.server.security;

import dev.ranvier.runtime.checksum.Sha256;
import java.nio.charset.StandardCharsets;

/// The SHA-256 of a token: enough to know it by, useless to whoever reads it. Tokens are random, so
/// that no salt is needed.
///
/// @param hex 64 digits, lower case
public record TokenDigest(String hex) {
  private static final int DIGITS = 64;

  public TokenDigest {
    if (!hex.matches("[0-9a-f]{%d}".formatted(DIGITS))) {
      throw new IllegalArgumentException(
          "token digest: expected a SHA-256 in %d lower-case hexadecimal digits, got %d characters"
              .formatted(DIGITS, hex.length()));
    }
  }

  public static TokenDigest of(String token) {
    return new TokenDigest(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "token digest";
  }
}
