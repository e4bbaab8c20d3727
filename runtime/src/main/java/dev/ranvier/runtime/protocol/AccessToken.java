package dev.ranvier.runtime.protocol;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A secret that a caller must show: guards a worker from everyone but its front. Never printed.
public final class AccessToken {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String secret;

  public AccessToken(String secret) {
    this.secret = secret;
  }

  public static AccessToken random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new AccessToken(HexFormat.of().formatHex(bytes));
  }

  /// The secret itself, to hand it over through a pipe.
  public String reveal() {
    return secret;
  }

  /// Whether this is it, in UTF-8; takes as long whatever is shown.
  public boolean is(byte[] shown) {
    return MessageDigest.isEqual(shown, utf8(secret));
  }

  /// A channel that shows the token in every call.
  public Channel showingOn(Channel channel) {
    return ClientInterceptors.intercept(channel, new Shows());
  }

  /// Refuses calls that do not show the token.
  public ServerInterceptor guard() {
    return new Guards();
  }

  @Override
  public String toString() {
    return "token";
  }

  private String header() {
    return "Bearer " + secret;
  }

  private final class Shows implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.put(Headers.AUTHORIZATION, header());
          super.start(listener, headers);
        }
      };
    }
  }

  private final class Guards implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String shown = headers.get(Headers.AUTHORIZATION);
      if (shown != null && MessageDigest.isEqual(utf8(shown), utf8(header()))) {
        return next.startCall(call, headers);
      }
      call.close(
          Status.UNAUTHENTICATED.withDescription("this runtime asks for a token; show its own"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
