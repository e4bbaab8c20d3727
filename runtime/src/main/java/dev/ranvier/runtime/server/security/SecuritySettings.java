package dev.ranvier.runtime.server.security;

import dev.ranvier.runtime.protocol.AccessToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Who may call a runtime, and over what.
///
/// @param tls of the listener; empty is plain text, which only the loopback interface may have
/// @param insecure whether the operator said that plain text may be spoken on other interfaces too;
///   tokens still may not
/// @param token the one token that all callers must show, if there is one; they stay anonymous
/// @param tenants callers that are known by a token or a certificate
/// @param signed callers that an identity provider vouches for
public record SecuritySettings(
    Optional<TlsSettings> tls,
    boolean insecure,
    Optional<AccessToken> token,
    List<Tenant> tenants,
    Optional<SignedTokenSettings> signed) {
  /// Nobody is asked for anything.
  public static final SecuritySettings NONE =
      new SecuritySettings(Optional.empty(), false, Optional.empty(), List.of(), Optional.empty());

  public SecuritySettings {
    tenants = List.copyOf(tenants);
    checkUnique("name", tenants.stream().map(Tenant::name).toList());
    checkUnique("token", tenants.stream().flatMap(each -> each.token().stream()).toList());
    checkUnique(
        "certificate", tenants.stream().flatMap(each -> each.certificate().stream()).toList());
  }

  public SecuritySettings withTls(TlsSettings other) {
    return with(draft -> draft.tls = Optional.of(other));
  }

  /// Plain text on any interface.
  public SecuritySettings withInsecure() {
    return with(draft -> draft.insecure = true);
  }

  public SecuritySettings withToken(AccessToken other) {
    return with(draft -> draft.token = Optional.of(other));
  }

  public SecuritySettings withTenants(Tenant... others) {
    return with(draft -> draft.tenants = List.of(others));
  }

  public SecuritySettings withSigned(SignedTokenSettings other) {
    return with(draft -> draft.signed = Optional.of(other));
  }

  /// Whether callers are asked for something that they must keep secret.
  boolean asksForTokens() {
    return token.isPresent()
        || signed.isPresent()
        || tenants.stream().anyMatch(tenant -> tenant.token().isPresent());
  }

  private static void checkUnique(String what, List<?> values) {
    Set<Object> seen = new HashSet<>();
    List<Object> again = new ArrayList<>();
    values.stream().filter(value -> !seen.add(value)).forEach(again::add);
    if (!again.isEmpty()) {
      throw new IllegalArgumentException(
          "tenants: expected each %s once, got again: %s".formatted(what, again));
    }
  }

  private SecuritySettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /// Settings of which something is being changed.
  private static final class Draft {
    private Optional<TlsSettings> tls;
    private boolean insecure;
    private Optional<AccessToken> token;
    private List<Tenant> tenants;
    private Optional<SignedTokenSettings> signed;

    Draft(SecuritySettings from) {
      tls = from.tls;
      insecure = from.insecure;
      token = from.token;
      tenants = from.tenants;
      signed = from.signed;
    }

    SecuritySettings settings() {
      return new SecuritySettings(tls, insecure, token, tenants, signed);
    }
  }
}
