package dev.ranvier.runtime.server.security;

import io.grpc.Context;
import java.util.EnumSet;
import java.util.Set;

/// Who calls, as far as quotas, logs and metrics care: a tenant that the operator named, or the
/// subject of a token that an identity provider signed.
///
/// @param name unique; never a secret
/// @param roles what the caller may do
public record Caller(String name, Set<Role> roles) {
  /// Everyone, where the operator asks for no identity; and work of the runtime's own.
  public static final Caller ANONYMOUS = new Caller("anonymous", EnumSet.allOf(Role.class));

  private static final Context.Key<Caller> CURRENT =
      Context.keyWithDefault("ranvier-caller", ANONYMOUS);

  public Caller {
    roles = Set.copyOf(roles);
  }

  /// Who made the call being served.
  public static Caller current() {
    return CURRENT.get();
  }

  public boolean may(Role role) {
    return roles.contains(role);
  }

  /// A context in which this caller is the current one.
  public Context in(Context context) {
    return context.withValue(CURRENT, this);
  }
}
