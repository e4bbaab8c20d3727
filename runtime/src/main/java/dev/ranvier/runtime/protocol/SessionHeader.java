package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;

/// Carries the session of a call in its headers: puts it in at the client, and finds it again at
/// the server.
public final class SessionHeader implements ServerInterceptor {
  private static final Context.Key<Handle> SESSION = Context.key("ranvier-session");

  /// A channel whose calls belong to a session.
  public static Channel in(Handle session, Channel channel) {
    return ClientInterceptors.intercept(channel, attaching(session));
  }

  /// A stub whose calls belong to a session.
  public static <S extends AbstractStub<S>> S in(Handle session, S stub) {
    return stub.withInterceptors(attaching(session));
  }

  private static ClientInterceptor attaching(Handle session) {
    Metadata headers = new Metadata();
    headers.put(Headers.SESSION, session.bits().toByteArray());
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  /// The session that the call being served names.
  ///
  /// @throws io.grpc.StatusRuntimeException NOT_FOUND if it names none
  public static Handle current() {
    Handle session = SESSION.get();
    if (session == null) {
      throw Failures.handle("session: the call names none; say Hello first");
    }
    return session;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    byte[] bits = headers.get(Headers.SESSION);
    if (bits == null) {
      return next.startCall(call, headers);
    }
    Context context = Context.current().withValue(SESSION, new Handle(ByteString.copyFrom(bits)));
    return Contexts.interceptCall(context, call, headers, next);
  }
}
