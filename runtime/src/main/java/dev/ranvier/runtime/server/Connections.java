package dev.ranvier.runtime.server;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Tells connections apart: numbers each, lets calls know theirs, and says when one is gone.
final class Connections extends ServerTransportFilter implements ServerInterceptor {
  private static final Attributes.Key<Long> NUMBER = Attributes.Key.create("ranvier-connection");
  private static final Context.Key<Long> CURRENT = Context.keyWithDefault("ranvier-connection", 0L);

  private static final Context.Key<Boolean> LOCAL = Context.keyWithDefault("ranvier-local", false);

  private final AtomicLong last = new AtomicLong();
  private final Consumer<Long> gone;

  Connections(Consumer<Long> gone) {
    this.gone = gone;
  }

  /// Whether the caller is on this machine.
  static boolean isLocal() {
    return LOCAL.get();
  }

  /// The connection of the call being served.
  static Long current() {
    return CURRENT.get();
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    return attributes.toBuilder().set(NUMBER, last.incrementAndGet()).build();
  }

  @Override
  public void transportTerminated(Attributes attributes) {
    Long number = attributes == null ? null : attributes.get(NUMBER);
    if (number != null) {
      gone.accept(number);
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Long number = call.getAttributes().get(NUMBER);
    Context context =
        number == null ? Context.current() : Context.current().withValue(CURRENT, number);
    boolean local =
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress from
            && from.getAddress() != null
            && from.getAddress().isLoopbackAddress();
    return Contexts.interceptCall(context.withValue(LOCAL, local), call, headers, next);
  }
}
