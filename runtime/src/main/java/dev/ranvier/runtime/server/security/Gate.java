package dev.ranvier.runtime.server.security;

import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.server.security.Authorization.Need;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/// What every call passes before any service sees it: finds out who calls, holds that against the
/// table of authorizations, and lets the caller be known to whatever comes after.
public final class Gate implements ServerInterceptor {
  /// Whoever has shown nothing, in a call that asks for nothing.
  private static final Caller UNKNOWN = new Caller("unknown", Set.of());

  private final Identity identity;

  /// @param clock on which files are looked at for changes
  /// @throws dev.ranvier.runtime.RuntimeFailure.Refused if a file that says who callers are cannot
  ///   be read
  public Gate(SecuritySettings settings, ScheduledExecutorService clock) {
    this.identity = new Identity(settings, clock);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Caller caller;
    try {
      caller = admit(call, headers);
    } catch (StatusRuntimeException refused) {
      call.close(
          refused.getStatus(), Objects.requireNonNullElseGet(refused.getTrailers(), Metadata::new));
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(caller.in(Context.current()), call, headers, next);
  }

  private Caller admit(ServerCall<?, ?> call, Metadata headers) {
    String method = call.getMethodDescriptor().getFullMethodName();
    Optional<Need> need = Authorization.of(method);
    if (need.isEmpty()) {
      throw Status.UNIMPLEMENTED
          .withDescription(method + ": not in the table of authorizations")
          .asRuntimeException();
    }
    return switch (need.get()) {
      case Need.Nothing() -> UNKNOWN;
      case Need.OfRole(Role role) -> admit(method, role, call, headers);
    };
  }

  private Caller admit(String method, Role role, ServerCall<?, ?> call, Metadata headers) {
    Caller caller =
        identity
            .of(headers, call.getAttributes())
            .orElseThrow(
                () ->
                    Failures.unidentified(
                        "identity: this runtime asks for a token or a client certificate; show one that its operator has named"));
    if (!caller.may(role)) {
      throw Failures.denied(
          "%s: \"%s\" may not call it, which needs the role %s; ask the operator for it"
              .formatted(method, caller.name(), role));
    }
    return caller;
  }
}
