package dev.ranvier.runtime.server.operations;

import dev.ranvier.runtime.server.security.Caller;
import io.grpc.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What becomes known about a call while it is served, for the line that is written at its end.
public final class CallFacts {
  private static final Context.Key<CallFacts> CURRENT = Context.key("ranvier-call-facts");

  private volatile @Nullable String tenant;
  private volatile @Nullable String module;

  CallFacts() {}

  /// Those of the call being served.
  public static CallFacts current() {
    CallFacts known = CURRENT.get();
    return known != null ? known : new CallFacts();
  }

  /// Notes which module the call is about.
  ///
  /// @param sha256 of its text, in hexadecimal
  public void module(String sha256) {
    module = sha256;
  }

  Optional<String> module() {
    return Optional.ofNullable(module);
  }

  void caller(Caller caller) {
    tenant = caller.name();
  }

  /// The caller; unknown if the call was refused for that reason.
  String tenant() {
    String known = tenant;
    return known != null ? known : "unknown";
  }

  Context in(Context context) {
    return context.withValue(CURRENT, this);
  }
}
