package dev.ranvier.runtime.server.config;

import dev.ranvier.runtime.server.security.Role;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.server.security.SignedTokenSettings;
import dev.ranvier.runtime.server.security.Tenant;
import dev.ranvier.runtime.server.security.TlsSettings;
import dev.ranvier.runtime.server.security.TokenDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The parts of the file that say who may call.
final class SecuritySection {
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  private final Section all;
  private boolean good = true;

  SecuritySection(Section all) {
    this.all = all;
  }

  /// Empty if there was a mistake, which is noted.
  Optional<SecuritySettings> read() {
    boolean insecure = all.flag("insecure");
    Optional<TlsSettings> tls = part("tls", SecuritySection::tls);
    Optional<SignedTokenSettings> signed = part("jwt", this::signed);
    List<Tenant> tenants = all.sections("tenants", this::tenant);
    checkUnique("name", tenants, tenant -> Optional.of(tenant.name()));
    checkUnique("token", tenants, tenant -> tenant.token().map(TokenDigest::hex));
    checkUnique("certificate", tenants, Tenant::certificate);
    return good
        ? Optional.of(new SecuritySettings(tls, insecure, Optional.empty(), tenants, signed))
        : Optional.empty();
  }

  private <T> Optional<T> part(String name, Function<Section, Optional<T>> reading) {
    AtomicPart<T> part = new AtomicPart<>();
    all.section(name, section -> part.value = reading.apply(section));
    return part.value;
  }

  /// What a section came to.
  private static final class AtomicPart<T> {
    private Optional<T> value = Optional.empty();
  }

  private static Optional<TlsSettings> tls(Section section) {
    TlsSettings plain =
        TlsSettings.of(section.neededFile("certificate"), section.neededFile("key"));
    TlsSettings reloaded = section.duration("reload").map(plain::withReload).orElse(plain);
    return Optional.of(
        section.file("client-authorities").map(reloaded::withClientAuthorities).orElse(reloaded));
  }

  private Optional<SignedTokenSettings> signed(Section section) {
    SignedTokenSettings plain =
        SignedTokenSettings.of(
            section.neededFile("keys"), section.needed("issuer"), section.needed("audience"));
    Duration skew = section.duration("clock-skew").orElse(plain.clockSkew());
    if (skew.compareTo(MOST_SKEW) > 0) {
      section.mistake("clock-skew", "expected at most %d min".formatted(MOST_SKEW.toMinutes()));
      good = false;
      return Optional.empty();
    }
    return Optional.of(
        new SignedTokenSettings(
            plain.keys(),
            plain.issuer(),
            plain.audience(),
            skew,
            section.has("roles") ? roles(section) : plain.roles(),
            section.duration("reload").orElse(plain.reload())));
  }

  private Optional<Tenant> tenant(Section section) {
    String name = section.needed("name");
    Set<Role> roles = roles(section);
    if (!section.has("roles")) {
      section.note(section.line(), "tenant \"%s\": expected roles".formatted(name));
    }
    Optional<TokenDigest> token = token(section);
    Optional<String> certificate = section.text("certificate");
    if (token.isEmpty() && certificate.isEmpty()) {
      if (!section.has("token-sha256") && !section.has("token-file")) {
        section.note(
            section.line(),
            "tenant \"%s\": expected token-sha256, token-file or certificate".formatted(name));
      }
      good = false;
      return Optional.empty();
    }
    return Optional.of(new Tenant(name, roles, token, certificate));
  }

  private static Optional<TokenDigest> token(Section section) {
    Optional<String> digest = section.text("token-sha256");
    Optional<Path> file = section.file("token-file");
    if (digest.isPresent() && file.isPresent()) {
      section.mistake("token-file", "token-sha256 is there too; give one of the two");
    }
    return digest.isPresent()
        ? digest.flatMap(hex -> digest(section, hex))
        : file.flatMap(secret -> secret(section, secret));
  }

  private static Optional<TokenDigest> digest(Section section, String hex) {
    try {
      return Optional.of(new TokenDigest(hex));
    } catch (IllegalArgumentException problem) {
      // Might be the token itself: not repeated.
      section.mistake("token-sha256", String.valueOf(problem.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<TokenDigest> secret(Section section, Path file) {
    try {
      String token = Files.readString(file).strip();
      if (!token.isEmpty()) {
        return Optional.of(TokenDigest.of(token));
      }
      section.mistake("token-file", file + ": is empty");
    } catch (IOException _) {
      // A file that may not be read is noted already.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Set<Role> roles(Section section) {
    Set<Role> roles = new HashSet<>();
    for (String word : section.words("roles")) {
      Role.named(word)
          .ifPresentOrElse(
              roles::add,
              () ->
                  section.mistake(
                      "roles",
                      "expected some of %s, got \"%s\""
                          .formatted(Arrays.toString(Role.values()), word)));
    }
    return roles;
  }

  private void checkUnique(
      String what, List<Tenant> tenants, Function<Tenant, Optional<String>> key) {
    Set<String> seen = new HashSet<>();
    for (Tenant tenant : tenants) {
      key.apply(tenant)
          .filter(value -> !seen.add(value))
          .ifPresent(
              _ -> {
                all.mistake("tenants", "two have the %s of \"%s\"".formatted(what, tenant.name()));
                good = false;
              });
    }
  }
}
