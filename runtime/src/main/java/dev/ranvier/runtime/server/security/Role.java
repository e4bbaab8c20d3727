package dev.ranvier.runtime.server.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a caller may do. The table of authorizations says which calls need which.
public enum Role {
  /// Open sessions, compile programs of one's own and run them.
  RUN,
  /// Ask a model that the operator serves.
  INFER,
  /// See sessions, workers and figures of all tenants, and nothing that they compute.
  OBSERVE;

  /// As operators write it: `run`.
  public static Optional<Role> named(String name) {
    return Stream.of(values()).filter(role -> role.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
