package dev.ranvier.runtime.protocol;

import dev.ranvier.proto.runtime.v1.Failure;
import io.grpc.Metadata;
import io.grpc.protobuf.ProtoUtils;

/// The request headers and trailers of the protocol.
public final class Headers {
  /// The session that a call belongs to: a handle's bits. Every call but Hello and ListDevices has
  /// it.
  public static final Metadata.Key<byte[]> SESSION =
      Metadata.Key.of("ranvier-session-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /// `Bearer` and a token, where the runtime asks for one.
  public static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /// In the trailers of a failed call: what went wrong, for programs.
  public static final Metadata.Key<Failure> FAILURE =
      Metadata.Key.of(
          "ranvier-failure-bin", ProtoUtils.metadataMarshaller(Failure.getDefaultInstance()));

  /// In the trailers of a call that may be tried again: after how many milliseconds. gRPC's own
  /// word for it, which other clients know.
  public static final Metadata.Key<String> RETRY_PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private Headers() {}
}
